import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { evaluateDifferences, evaluateIntervals } from './evaluate-intervals.ts';
import { evaluatePredictions } from './evaluate-predictions.ts';

const random = seededRandom(2);
const rates = Array.from({ length: 2_000 }, () => 0.05 + 0.5 * random());
const rows = rates.map((rate, i) => ({
  atMs: i,
  adId: 'ad_1',
  viewerKey: i % 50 === 0 ? null : `v${i % 100}`,
  clicked: random() < rate,
  weight: 1,
  values: {},
}));
const right = Float64Array.from(rates);
const noisy = Float64Array.from(rates, (rate) =>
  Math.min(0.95, Math.max(0.02, rate + random() - 0.5)),
);

describe('intervals of a model card', () => {
  it('stand around the very figures that the metrics state', () => {
    const metrics = evaluatePredictions(right, rows);
    const intervals = evaluateIntervals(right, rows, seededRandom(3));
    for (const name of ['logLoss', 'auc', 'gauc', 'calibrationRatio'] as const) {
      const { estimate, from, to } = intervals[name]!;
      expect(estimate).toBeCloseTo(metrics[name]!, 10);
      expect(from).toBeLessThan(estimate);
      expect(to).toBeGreaterThan(estimate);
    }
    expect(intervals.calibrationRatio!.from).toBeLessThan(1);
    expect(intervals.calibrationRatio!.to).toBeGreaterThan(1);
  });

  it('find a better model better, and a model no better than itself', () => {
    const better = evaluateDifferences(right, noisy, rows, seededRandom(4));
    expect(better.auc!.from).toBeGreaterThan(0);
    expect(better.logLoss!.to).toBeLessThan(0);
    const same = evaluateDifferences(right, right, rows, seededRandom(4));
    expect(same.auc).toEqual({ estimate: 0, from: 0, to: 0 });
  });

  it('say nothing where nobody clicked', () => {
    const cold = rows.map((row) => ({ ...row, clicked: false }));
    const { auc, gauc, calibrationRatio } = evaluateIntervals(right, cold, seededRandom(5));
    expect([auc, gauc, calibrationRatio]).toEqual([null, null, null]);
  });
});
