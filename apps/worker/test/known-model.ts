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

/** `logit` = s + s x s of the sum s of three features' weights: what one adds depends on the others. */
export const SQUARE_MODEL = Buffer.from(
  'CAgSB3BsYWNhcmQ6/wEKPgoHd2VpZ2h0cwoKY29uc3RhbnRfMBILcmVkdWNlc3VtXzAiCVJlZHVjZVN1bSoPCghrZWVwZGltcxgBoAEC' +
    'CiYKC3JlZHVjZXN1bV8wCgtyZWR1Y2VzdW1fMBIFbXVsXzEiA011bAogCgtyZWR1Y2VzdW1fMAoFbXVsXzESBWFkZF8yIgNBZGQKGAoF' +
    'YWRkXzISBWxvZ2l0IghJZGVudGl0eRIHcGxhY2FyZCoaCAEQB0IKY29uc3RhbnRfMEoIAQAAAAAAAABaGgoHd2VpZ2h0cxIPCg0IARIJ' +
    'CgMSAUIKAggDYhgKBWxvZ2l0Eg8KDQgBEgkKAxIBQgoCCAFCAhAS',
  'base64',
);

type Weights = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Stores and registers a candidate that knows ads by id and gives each its logit; its gates passed. */
export async function registerKnownModel(
  market: TestMarket,
  blobs: Blobs,
  logits: Readonly<Record<string, number>>,
): Promise<`mdl_${string}`> {
  return register(market, blobs, IDENTITY_MODEL, { ad: logits }, (sum) => sum);
}

/** The same with three features whose effects depend on one another. */
export async function registerSquareModel(
  market: TestMarket,
  blobs: Blobs,
  weights: Weights,
): Promise<`mdl_${string}`> {
  return register(market, blobs, SQUARE_MODEL, weights, (sum) => sum + sum * sum);
}

async function register(
  market: TestMarket,
  blobs: Blobs,
  model: Buffer,
  weights: Weights,
  logitOf: (sum: number) => number,
): Promise<`mdl_${string}`> {
  const features = Object.keys(weights);
  const known = features.flatMap((feature) =>
    Object.entries(weights[feature] ?? {}).map(([value, weight]) => ({ feature, value, weight })),
  );
  const metrics = {
    ...{ rows: 1, clicks: 0, logLoss: 0.5, auc: null, gauc: null },
    ...{ normalisedEntropy: 0.9, ece: 0, calibrationRatio: null },
  };
  const card = modelCardSchema.parse({
    ...{ formatVersion: 1, kind: 'logistic-regression', seed: 1, engine: 'ort' },
    hyperparameters: {},
    parameterCount: { dense: 0, embeddings: known.length + features.length },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 1, validation: 1, test: 1 },
    ...{ features: [], metrics, baselines: {}, slices: [], calibrationBins: [], curve: [] },
    ...{ trainedAtMs: 2, durationMs: 1 },
  });
  const rows: number[] = [];
  const tables = features.map((feature) => {
    const own = [0, ...Object.values(weights[feature] ?? {})];
    const byteOffset = 4 * rows.length;
    rows.push(...own);
    return { feature, rows: own.length, byteOffset };
  });
  const files = {
    'model.onnx': model,
    'tables.bin': Buffer.from(Float32Array.from(rows).buffer),
    'feature-map.json': json({
      formatVersion: 1,
      features: features.map((name) => ({
        ...{ name, side: name === 'ad' ? 'ad' : 'context', kind: 'categorical' },
        vocabulary: Object.keys(weights[name] ?? {}),
      })),
      inputs: [{ input: 'weights', dim: 1, tables }],
      calibration: { slope: 1, intercept: 0 },
    }),
    'golden.json': json({
      tolerance: 1e-4,
      cases: known.map(({ feature, value, weight }) => ({
        values: { [feature]: value },
        ...{ logit: logitOf(weight), pCtr: 1 / (1 + Math.exp(-logitOf(weight))) },
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
