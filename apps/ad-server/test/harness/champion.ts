import { type Blobs, digestOf } from '@placard/blobs';
import {
  type FeatureMap,
  type Golden,
  hyperparametersSchema,
  type ModelCard,
  type SnapshotMarket,
} from '@placard/contracts';
import { newId } from '@placard/domain';

type Champion = NonNullable<SnapshotMarket['champion']>;

/** A graph whose `logit` is its one input, `weights` [B, 1]: the table alone decides the score. */
const IDENTITY_MODEL = Buffer.from(
  'CAgSB3BsYWNhcmQ6kgEKIQoHd2VpZ2h0cwoKY29uc3RhbnRfMBIFYWRkXzAiA0FkZAoYCgVhZGRfMBIFbG9naXQiCElkZW50aXR5' +
    'EgdwbGFjYXJkKhQQAUIKY29uc3RhbnRfMEoEAAAAAFoaCgd3ZWlnaHRzEg8KDQgBEgkKAxIBQgoCCAFiGAoFbG9naXQSDwoNCAES' +
    'CQoDEgFCCgIIAUICEBI=',
  'base64',
);

const card: ModelCard = {
  formatVersion: 1,
  kind: 'logistic-regression',
  seed: 1,
  engine: 'ort',
  hyperparameters: hyperparametersSchema.parse({}),
  parameterCount: { dense: 0, embeddings: 3 },
  dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
  rows: { train: 1, validation: 1, test: 1 },
  features: [],
  metrics: {
    ...{ rows: 1, clicks: 0, logLoss: 0, auc: null, gauc: null },
    ...{ normalisedEntropy: null, ece: 0, calibrationRatio: null },
  },
  baselines: {},
  slices: [],
  calibrationBins: [],
  curve: [],
  trainedAtMs: 2,
  durationMs: 1,
};

/**
 * Stores a model that knows ads by id and gives each its logit. `goldenOff` makes its golden scores disagree;
 * `withhold` leaves its tables out of the store until `putWithheld`.
 */
export async function putChampion(
  blobs: Blobs,
  logits: Readonly<Record<string, number>>,
  { goldenOff = 0, withhold = false } = {},
): Promise<{ champion: Champion; putWithheld: () => Promise<string> }> {
  const known = Object.entries(logits);
  const rows = known.length + 1;
  const map: FeatureMap = {
    formatVersion: 1,
    features: [
      { name: 'ad', side: 'ad', kind: 'categorical', vocabulary: known.map(([adId]) => adId) },
    ],
    inputs: [{ input: 'weights', dim: 1, tables: [{ feature: 'ad', rows, byteOffset: 0 }] }],
    calibration: { slope: 1, intercept: 0 },
  };
  const golden: Golden = {
    tolerance: 1e-4,
    cases: known.map(([adId, logit]) => ({
      values: { ad: adId },
      logit: logit + goldenOff,
      pCtr: 1 / (1 + Math.exp(-logit)),
    })),
  };
  const tables = Buffer.from(Float32Array.of(0, ...known.map(([, logit]) => logit)).buffer);
  return {
    champion: {
      modelVersionId: newId('mdl'),
      kind: 'logistic-regression',
      manifest: {
        'model.onnx': await blobs.put(IDENTITY_MODEL),
        'tables.bin': withhold ? digestOf(tables) : await blobs.put(tables),
        'feature-map.json': await blobs.put(json(map)),
        'golden.json': await blobs.put(json(golden)),
        'card.json': await blobs.put(json(card)),
      },
    },
    putWithheld: () => blobs.put(tables),
  };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
