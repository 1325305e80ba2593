import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auc,
  aucStatistic,
  bootstrapIntervals,
  logLoss,
  pairedDifference,
  ratioStatistic,
  rowLogLoss,
} from './index.ts';

const repeated = <T>(values: readonly T[], times: readonly number[]) =>
  values.flatMap((value, i) => Array<T>(times[i]!).fill(value));

describe('a resample is the rows written out', () => {
  const rows = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.integer({ min: 0, max: 3 })),
    { minLength: 2, maxLength: 40 },
  );

  it('AUC and log loss of counted rows equal those of repeated rows', () => {
    fc.assert(
      fc.property(rows, (triples) => {
        const predictions = triples.map(([p]) => (p + 0.5) / 10);
        const labels = triples.map(([, click]) => Number(click));
        const times = triples.map(([, , count]) => count);
        fc.pre(times.some((count) => count > 0));
        const written = [repeated(predictions, times), repeated(labels, times)] as const;
        const expected = auc(...written);
        const actual = aucStatistic(predictions, labels)(times);
        if (expected === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(expected, 10);
        const losses = predictions.map((p, i) => rowLogLoss(p, labels[i]!));
        const mean = ratioStatistic(
          losses,
          losses.map(() => 1),
        );
        expect(mean(times)).toBeCloseTo(logLoss(...written), 10);
      }),
    );
  });
});

describe('intervals', () => {
  it('cover the truth about as often as they say', () => {
    const random = seededRandom(3);
    let covered = 0;
    const trials = 200;
    for (let trial = 0; trial < trials; trial++) {
      const values = Array.from({ length: 60 }, () => Number(random() < 0.3));
      const { mean } = bootstrapIntervals(
        {
          mean: ratioStatistic(
            values,
            values.map(() => 1),
          ),
        },
        { clusters: values.map((_, i) => i), random, confidence: 0.9 },
      );
      if (mean!.from <= 0.3 && 0.3 <= mean!.to) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.82);
    expect(covered / trials).toBeLessThan(0.97);
  });

  it('widen when rows belong together: ten copies of a viewer are one viewer', () => {
    const random = seededRandom(4);
    const viewers = Array.from({ length: 50 }, () => random());
    const values = viewers.flatMap((value) => Array<number>(10).fill(value));
    const statistics = {
      mean: ratioStatistic(
        values,
        values.map(() => 1),
      ),
    };
    const width = (clusters: number[]) => {
      const { mean } = bootstrapIntervals(statistics, { clusters, random: seededRandom(5) });
      return mean!.to - mean!.from;
    };
    const ratio = width(values.map((_, i) => Math.floor(i / 10))) / width(values.map((_, i) => i));
    expect(ratio).toBeGreaterThan(2.5);
    expect(ratio).toBeLessThan(4);
  });

  it('are the same for the same seed', () => {
    const statistics = { mean: ratioStatistic([1, 2, 4, 8], [1, 1, 1, 1]) };
    const run = () =>
      bootstrapIntervals(statistics, { clusters: [0, 1, 2, 3], random: seededRandom(6) });
    expect(run()).toEqual(run());
    expect(run().mean!.estimate).toBe(3.75);
  });

  it('are unknown where the statistic is', () => {
    const statistics = { auc: aucStatistic([0.1, 0.2], [0, 0]) };
    const { auc: unknown } = bootstrapIntervals(statistics, {
      clusters: ['a', 'b'],
      random: seededRandom(1),
    });
    expect(unknown).toBeNull();
  });

  it('of a paired difference are narrower than the two apart would make them', () => {
    const random = seededRandom(7);
    const noise = Array.from({ length: 400 }, () => random());
    const better = noise.map((value) => value + 0.05 * random());
    const ones = noise.map(() => 1);
    const one = ratioStatistic(better, ones);
    const other = ratioStatistic(noise, ones);
    const { difference, one: alone } = bootstrapIntervals(
      { difference: pairedDifference(one, other), one },
      { clusters: noise.map((_, i) => i), random: seededRandom(8) },
    );
    expect(difference!.from).toBeGreaterThan(0);
    expect(difference!.to - difference!.from).toBeLessThan((alone!.to - alone!.from) / 5);
  });
});
