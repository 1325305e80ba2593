import type { hyperparametersSchema } from '@placard/contracts';
import { loadScorer } from '@placard/ranking';
import { beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { type TrainModelResult, trainModel } from '../src/index.ts';
import { readSourceModel } from '../src/transfer/source-model.ts';
import type { TransferSource } from '../src/transfer/warm-start.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

type Hyperparameters = z.input<typeof hyperparametersSchema>;

const rows = syntheticMarket(9_000, 3);
/** As deep rankers are published, but for their size. */
const SETTINGS = {
  ...{
    embeddingDim: 4,
    hidden: [24] as number[],
    normalisation: 'batch',
    dropout: 0.2,
    batchSize: 256,
  },
  ...{ learningRate: 0.01, embeddingLearningRate: 0.01, embeddingOptimiser: 'adam-all' },
  ...{ embeddingL2: 0.001, schedule: 'step-down', epochs: 4 },
} as const satisfies Hyperparameters;

function train(hyperparameters: Hyperparameters, transfer?: TransferSource) {
  return trainModel({
    ...{ rows, featureDefinitions: SYNTHETIC_FEATURES, modelKind: 'dcn-v2' },
    ...{ hyperparameters, seed: 1, threads: 1, clock: { nowMs: () => 1_800_000_000_000 } },
    ...(transfer && { transfer }),
  });
}

let result: TrainModelResult;
beforeAll(async () => {
  result = await train(SETTINGS);
});

it('what was trained with batch normalisation serves as it was judged, and says how it was trained', async () => {
  expect(result.card.hyperparameters).toMatchObject(SETTINGS);
  expect(result.card.metrics.auc).toBeGreaterThan(0.6);
  const scorer = await loadScorer('mdl_test', result.files);
  try {
    const sample = result.test.slice(0, 50);
    const scores = await scorer.score(sample.map(({ values }) => values));
    scores.forEach(({ pCtr }, i) => {
      expect(pCtr).toBeCloseTo(result.predictions.model[i]!, 5);
    });
  } finally {
    await scorer.dispose();
  }
});

it('another run starts from it, running statistics included', async () => {
  const model = readSourceModel(result.files);
  const still = { ...SETTINGS, epochs: 1, learningRate: 1e-9, embeddingLearningRate: 1e-9 };
  const started = await train(still, { model, market: 'same', hold: 0 });
  const { auc } = result.card.metrics;
  expect(started.card.metrics.auc).toBeCloseTo(auc!, 2);
});
