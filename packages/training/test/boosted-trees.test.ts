import { loadScorer } from '@placard/ranking';
import { beforeAll, expect, it } from 'vitest';
import { type TrainModelResult, trainModel } from '../src/index.ts';
import { readStatistics, targetStatistics } from '../src/trees/target-statistics.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

let result: TrainModelResult;
beforeAll(async () => {
  result = await trainModel({
    rows: syntheticMarket(8_000, 3),
    featureDefinitions: SYNTHETIC_FEATURES,
    modelKind: 'boosted-trees',
    hyperparameters: { trees: 60, leaves: 8 },
    seed: 1,
    threads: 1,
    clock: { nowMs: () => 1_800_000_000_000 },
    refit: true,
  });
});

it('trees are an artefact like any other: the scorer takes it, and it ranks', async () => {
  const { card, files, test } = result;
  expect(card.metrics.auc).toBeGreaterThan(card.baselines['logistic-regression']!.auc! - 0.02);
  expect(card.metrics.calibrationRatio).toBeGreaterThan(0.85);
  expect(card.metrics.calibrationRatio).toBeLessThan(1.15);
  const scorer = await loadScorer('mdl_test', files);
  try {
    const scores = await scorer.score(test.slice(0, 200).map(({ values }) => values));
    expect(new Set(scores.map(({ logit }) => logit)).size).toBeGreaterThan(20);
  } finally {
    await scorer.dispose();
  }
});

it('a learning row reads the rate of the rows before it, a later row that of all of them', () => {
  const data = {
    count: 4,
    encoded: { rows: Int32Array.of(1, 1, 1, 0), offsets: Int32Array.of(0, 1, 2, 3, 4) },
    rowsByFeature: [2],
    labels: Float32Array.of(1, 1, 0, 0),
    weights: new Float32Array(4).fill(1),
  };
  const { tables, ordered } = targetStatistics(data, Uint32Array.of(0, 1, 2));
  const prior = 20 * (2 / 3);
  [prior / 20, (1 + prior) / 21, (2 + prior) / 22].forEach((expected, i) => {
    expect(ordered[i]).toBeCloseTo(expected, 6);
  });
  const read = readStatistics(tables, data, Uint32Array.of(0, 3));
  expect(read[0]).toBeCloseTo((2 + prior) / 23, 6);
  expect(read[1]).toBeCloseTo(2 / 3, 6);
});
