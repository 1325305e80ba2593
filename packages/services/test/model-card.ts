import { type ModelCard, modelCardSchema } from '@placard/contracts';

/** A card as the trainer writes it, with plain figures. */
export function modelCard(): ModelCard {
  const metrics = {
    rows: 1_000,
    clicks: 50,
    logLoss: 0.19,
    auc: 0.71,
    gauc: 0.68,
    normalisedEntropy: 0.95,
    ece: 0.004,
    calibrationRatio: 1.01,
  };
  return modelCardSchema.parse({
    formatVersion: 1,
    kind: 'dcn-v2',
    seed: 1,
    engine: 'ort',
    hyperparameters: {},
    parameterCount: { dense: 10, embeddings: 100 },
    dataWindow: { fromMs: 0, toMs: 2, splitAtMs: 1 },
    rows: { train: 8_000, validation: 1_000, test: 1_000 },
    features: [{ name: 'country', side: 'context', rows: 12 }],
    metrics,
    baselines: { popularity: metrics },
    slices: [],
    calibrationBins: [],
    curve: [],
    trainedAtMs: 3,
    durationMs: 1,
  });
}
