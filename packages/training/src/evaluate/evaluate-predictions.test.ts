import { describe, expect, it } from 'vitest';
import { evaluatePredictions } from './evaluate-predictions.ts';

const row = (viewerKey: string | null, clicked: boolean) => ({
  atMs: 0,
  adId: 'ad_1',
  viewerKey,
  clicked,
  weight: 1,
  values: {},
});

describe('metrics of predicted click rates', () => {
  const rows = [row('a', false), row('a', true), row('b', true), row('b', false), row(null, true)];
  const metrics = evaluatePredictions(Float64Array.of(0.6, 0.4, 0.8, 0.1, 0.1), rows);

  it('call a click at the mean prediction, 0.4: two of three clicks, and one that was none', () => {
    expect(metrics.called!.threshold).toBeCloseTo(0.4, 12);
    expect(metrics.called).toMatchObject({ accuracy: 3 / 5, precision: 2 / 3, recall: 2 / 3 });
    expect(metrics.called!.f1).toBeCloseTo(2 / 3, 12);
  });

  it('judge order viewer by viewer: second for one, first for the other', () => {
    expect(metrics.shown).toMatchObject({ viewers: 2, reciprocalRank: 0.75, hitRate: 1 });
    expect(metrics.shown!.averagePrecision).toBeCloseTo(0.75, 12);
    expect(metrics.shown!.ndcg).toBeCloseTo((1 / Math.log2(3) + 1) / 2, 12);
  });

  it('have no lists without viewers', () => {
    const alone = evaluatePredictions(Float64Array.of(0.2, 0.7), [
      row(null, false),
      row(null, true),
    ]);
    expect(alone).not.toHaveProperty('shown');
    expect(alone.gauc).toBeNull();
  });
});
