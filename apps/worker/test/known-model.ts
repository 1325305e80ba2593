import type { Blobs } from '@placard/blobs';
import { ARTEFACT_FILES, modelCardSchema } from '@placard/contracts';
import { newId } from '@placard/domain';
import type { TestMarket } from './market.ts';

/** A graph whose `logit` is its one input, `weights` [B, 1]: the table alone decides the score. */
const IDENTITY_MODEL = Buffer.from(
  'CAgSB3BsYWNhcmQ6kgEKIQoHd2VpZ2h0cwoKY29uc3RhbnRfMBIFYWRkXzAiA0FkZAoYCgVhZGRfMBIFbG9naXQiCElkZW50aXR5' +
    'EgdwbGFjYXJkKhQQAUIKY29uc3RhbnRfMEoEAAAAAFoaCgd3ZWlnaHRzEg8KDQgBEgkKAxIBQgoCCAFiGAoFbG9naXQSDwoNCAES' +
    'CQoDEgFCCgIIAUICEBI=',
  'base64',
);

/** Stores and registers a candidate that knows ads by id and gives each its logit; its gates passed. */
export async function registerKnownModel(
  market: TestMarket,
  blobs: Blobs,
  logits: Readonly<Record<string, number>>,
): Promise<`mdl_${string}`> {
  const known = Object.entries(logits);
  const metrics = {
    ...{ rows: 1, clicks: 0, logLoss: 0.5, auc: null, gauc: null },
    ...{ normalisedEntropy: 0.9, ece: 0, calibrationRatio: null },
  };
  const card = modelCardSchema.parse({
    ...{ formatVersion: 1, kind: 'logistic-regression', seed: 1, engine: 'ort' },
    hyperparameters: {},
    parameterCount: { dense: 0, embeddings: known.length + 1 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    ...{ features: [], metrics, baselines: {}, slices: [], calibrationBins: [], curve: [] },
    ...{ trainedAtMs: 2, durationMs: 1 },
  });
  const tables = [{ feature: 'ad', rows: known.length + 1, byteOffset: 0 }];
  const vocabulary = known.map(([adId]) => adId);
  const files = {
    'model.onnx': IDENTITY_MODEL,
    'tables.bin': Buffer.from(Float32Array.of(0, ...known.map(([, logit]) => logit)).buffer),
    'feature-map.json': json({
      formatVersion: 1,
      features: [{ name: 'ad', side: 'ad', kind: 'categorical', vocabulary }],
      inputs: [{ input: 'weights', dim: 1, tables }],
      calibration: { slope: 1, intercept: 0 },
    }),
    'golden.json': json({
      tolerance: 1e-4,
      cases: known.map(([adId, logit]) => ({
        values: { ad: adId },
        ...{ logit, pCtr: 1 / (1 + Math.exp(-logit)) },
      })),
    }),
    'card.json': json(card),
  };
  const manifest: Record<string, string> = {};
  for (const file of ARTEFACT_FILES) manifest[file] = await blobs.put(files[file]);
  const id = newId('mdl');
  const passed = [{ gate: 'quality', verdict: 'pass', reason: 'better', figures: {} }];
  await market.owner.query(
    `insert into model_versions (id, market_id, kind, manifest, card, gates)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb)`,
    [id, market.marketId, card.kind, ...[manifest, card, passed].map((x) => JSON.stringify(x))],
  );
  return id;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
