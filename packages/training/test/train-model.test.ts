import { auc, expectedCalibrationError, loadScorer, logLoss } from '@placard/ranking';
import { beforeAll, describe, expect, it } from 'vitest';
import { SplitError, type TrainModelResult, trainModel } from '../src/index.ts';
import { SYNTHETIC_FEATURES, type SyntheticRow, syntheticMarket } from './synthetic-market.ts';

const rows = syntheticMarket(60_000, 3);

function train(modelKind: 'dcn-v2' | 'deepfm') {
  return trainModel({
    rows,
    featureDefinitions: SYNTHETIC_FEATURES,
    modelKind,
    hyperparameters: {
      embeddingDim: 8,
      hidden: [32, 16],
      batchSize: 512,
      learningRate: 0.003,
      epochs: 12,
    },
    seed: 1,
    threads: 1,
    clock: { nowMs: () => 1_800_000_000_000 },
  });
}

describe.each(['dcn-v2', 'deepfm'] as const)('%s on rows with a known click rate', (modelKind) => {
  let result: TrainModelResult;
  beforeAll(async () => {
    result = await train(modelKind);
  });

  it('comes near the best possible ranking and beats both baselines', () => {
    const labels = result.test.map(({ clicked }) => Number(clicked));
    const truth = result.test.map((row) => (row as SyntheticRow).trueRate);
    const { metrics, baselines } = result.card;
    expect(metrics.auc).toBeGreaterThan(auc(truth, labels)! - 0.03);
    expect(metrics.logLoss).toBeLessThan(logLoss(truth, labels) + 0.03);
    expect(metrics.auc).toBeGreaterThan(baselines['logistic-regression']!.auc! + 0.1);
    expect(baselines['logistic-regression']!.auc).toBeGreaterThan(baselines.popularity!.auc!);
  });

  it('is calibrated on the later slice', () => {
    expect(result.card.metrics.calibrationRatio).toBeGreaterThan(0.95);
    expect(result.card.metrics.calibrationRatio).toBeLessThan(1.05);
    // Even the true rates miss by chance: about 0.013 with 600 rows a bin.
    const labels = result.test.map(({ clicked }) => Number(clicked));
    const truth = result.test.map((row) => (row as SyntheticRow).trueRate);
    const byChance = expectedCalibrationError(truth, labels);
    expect(result.card.metrics.ece).toBeLessThan(byChance + 0.02);
  });

  it('leaves an artefact that the scorer accepts and that predicts as the trainer did', async () => {
    const scorer = await loadScorer('mdl_test', result.files);
    try {
      const sample = result.test.slice(0, 500);
      const scores = await scorer.score(sample.map(({ values }) => values));
      scores.forEach(({ pCtr }, i) => {
        expect(pCtr).toBeCloseTo(result.predictions.model[i]!, 5);
      });
    } finally {
      await scorer.dispose();
    }
  });

  it('describes itself: the slices in time order, metrics by slice, a falling loss', () => {
    const { card } = result;
    expect(card.rows).toEqual({ train: 42_000, validation: 6_000, test: 12_000 });
    expect(card.dataWindow.splitAtMs).toBe(rows[48_000]!.atMs);
    expect(card.slices.map(({ slice, value }) => `${slice}=${value}`)).toContain('placement=plc_0');
    expect(card.intervals!.auc!.estimate).toBeCloseTo(card.metrics.auc!, 10);
    expect(card.baselineDifferences!['logistic-regression']!.auc!.from).toBeGreaterThan(0);
    expect(card.rocPoints!.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
    expect(card.prPoints!.length).toBeLessThanOrEqual(100);
    expect(card.slices[0]!.intervals!.logLoss!.from).toBeLessThan(card.slices[0]!.metrics.logLoss);
    const epochs = card.curve.filter(({ validationLogLoss }) => validationLogLoss !== null);
    expect(Math.min(...epochs.map((point) => point.validationLogLoss!))).toBeLessThan(
      epochs[0]!.validationLogLoss!,
    );
  });

  it('explains itself: by what it goes by, and what it is made of', () => {
    const { card } = result;
    const { importance, dependence, maps, rows: used } = card.explanation!;
    expect(used).toBe(1_000);
    expect(importance.map(({ feature }) => feature).sort()).toEqual(
      card.features.map(({ name }) => name).sort(),
    );
    expect(importance[0]!.logLossRise).toBeGreaterThan(0.01);
    expect(importance.map(({ logLossRise }) => logLossRise)).toEqual(
      importance.map(({ logLossRise }) => logLossRise).toSorted((a, b) => b - a),
    );
    expect(dependence[0]!.feature).toBe(importance[0]!.feature);
    for (const { points } of dependence) {
      for (const { pCtr } of points) expect(pCtr > 0 && pCtr < 1).toBe(true);
    }
    for (const { points, explained } of maps) {
      expect(points.length).toBeGreaterThanOrEqual(3);
      expect(explained[0]).toBeGreaterThanOrEqual(explained[1]);
    }
    const counted = card.structure!.parameters.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(card.parameterCount.dense);
    const tables = card.structure!.tables.reduce((sum, { count }) => sum + count, 0);
    expect(tables).toBe(card.parameterCount.embeddings);
    expect(card.structure!.operators.map(({ operator }) => operator)).toContain('Gemm');
  });
});

describe('what cannot be trained is refused', () => {
  it('rows of a single instant leave no later slice', async () => {
    const options = {
      rows: rows.slice(0, 50).map((row) => ({ ...row, atMs: 1 })),
      featureDefinitions: SYNTHETIC_FEATURES,
      modelKind: 'dcn-v2' as const,
      seed: 1,
      threads: 1,
      clock: { nowMs: () => 0 },
    };
    await expect(trainModel(options)).rejects.toThrow(SplitError);
  });
});
