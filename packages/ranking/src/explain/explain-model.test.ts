import type { FeatureValues } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featureImportance } from './feature-importance.ts';
import { localSurrogate } from './local-surrogate.ts';
import { partialDependence } from './partial-dependence.ts';
import { shapleyValues } from './shapley-values.ts';
import { solve } from './solve.ts';

const FEATURES = ['a', 'b', 'c'];
const row = (a: number, b: number, c: number): FeatureValues => ({ a, b, c });
const number = (values: FeatureValues, name: string) => Number(values[name] ?? 0);
/** Additive in a and c, with an interaction of a and b. */
const bent = async (pairs: readonly FeatureValues[]) =>
  pairs.map((v) => 2 * number(v, 'a') + number(v, 'a') * number(v, 'b') - 3 * number(v, 'c'));
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The definition: over all subsets, with factorial weights. */
async function exactly(values: FeatureValues, from: FeatureValues): Promise<number[]> {
  const n = FEATURES.length;
  const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
  const withSet = async (set: number) => {
    const mixed = { ...from };
    FEATURES.forEach((f, i) => {
      if (set & (1 << i)) mixed[f] = values[f] ?? null;
    });
    return (await bent([mixed]))[0]!;
  };
  return Promise.all(
    FEATURES.map(async (_, f) => {
      let sum = 0;
      for (let set = 0; set < 1 << n; set++) {
        if (set & (1 << f)) continue;
        const size = FEATURES.filter((_, i) => set & (1 << i)).length;
        const weight = (factorial(size) * factorial(n - size - 1)) / factorial(n);
        sum += weight * ((await withSet(set | (1 << f))) - (await withSet(set)));
      }
      return sum;
    }),
  );
}

describe('SHAP values', () => {
  test('sum to the logit less the base within 1e-4, for any pair and background', async () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    const any = fc.tuple(value, value, value).map(([a, b, c]) => row(a, b, c));
    await fc.assert(
      fc.asyncProperty(
        any,
        fc.array(any, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 1, max: 7 }),
        async (values, background, orderings) => {
          const { base, logit, contributions } = await shapleyValues({
            values,
            background,
            features: FEATURES,
            orderings,
            logitsOf: bent,
            random: seededRandom(orderings),
          });
          const sum = contributions.reduce((total, { value: v }) => total + v, base);
          expect(Math.abs(sum - logit)).toBeLessThan(1e-4);
          expect(logit).toBe((await bent([values]))[0]);
        },
      ),
    );
  });

  test('are those of the definition over all subsets', async () => {
    const values = row(2, 3, 1);
    const from = row(-1, 0.5, 0);
    const { contributions } = await shapleyValues({
      values,
      background: [from],
      features: FEATURES,
      orderings: 400,
      logitsOf: bent,
      random: seededRandom(1),
    });
    const expected = await exactly(values, from);
    FEATURES.forEach((feature, f) => {
      const found = contributions.find((one) => one.feature === feature)!;
      expect(found.value).toBeCloseTo(expected[f]!, 6);
    });
    expect(contributions[0]?.feature).toBe('a');
  });

  test('need something to explain', async () => {
    const none = { values: {}, background: [], features: FEATURES, orderings: 1 };
    await expect(
      shapleyValues({ ...none, logitsOf: bent, random: seededRandom(1) }),
    ).rejects.toThrow(RangeError);
  });
});

describe('LIME', () => {
  const straight = async (pairs: readonly FeatureValues[]) =>
    pairs.map((v) => 1 + 2 * number(v, 'a') - 3 * number(v, 'c'));
  const at = { values: row(1, 1, 1), background: [row(0, 0, 0)], features: FEATURES };

  test('finds the slopes of a model that is a line', async () => {
    const { intercept, weights, r2 } = await localSurrogate({
      ...at,
      samples: 200,
      logitsOf: straight,
      random: seededRandom(2),
    });
    const weight = (name: string) => weights.find(({ feature }) => feature === name)!.weight;
    expect(weight('a')).toBeCloseTo(2, 2);
    expect(weight('b')).toBeCloseTo(0, 2);
    expect(weight('c')).toBeCloseTo(-3, 2);
    expect(intercept).toBeCloseTo(1, 2);
    expect(r2).toBeGreaterThan(0.999);
  });

  test('says when a line does not fit', async () => {
    const apart = async (pairs: readonly FeatureValues[]) =>
      pairs.map((v) => (number(v, 'a') === number(v, 'b') ? 1 : -1));
    const { r2 } = await localSurrogate({
      ...at,
      samples: 400,
      logitsOf: apart,
      random: seededRandom(3),
    });
    expect(r2).toBeLessThan(0.5);
  });
});

test('partial dependence is the mean over the rows at each value', async () => {
  const { points } = await partialDependence({
    feature: 'a',
    values: [0, 1],
    rows: [row(9, 1, 0), row(9, 3, 1)],
    logitsOf: bent,
  });
  expect(points).toEqual([
    { value: 0, logit: -1.5 },
    { value: 1, logit: (3 + 5 - 3) / 2 },
  ]);
});

test('a feature matters by what the model loses without it', async () => {
  const random = seededRandom(4);
  const rows = Array.from({ length: 400 }, () => row(random() < 0.5 ? 0 : 1, random(), 0));
  const importance = await featureImportance({
    rows,
    clicked: rows.map(({ a }) => a === 1),
    features: FEATURES,
    logitsOf: async (pairs) => pairs.map((v) => 6 * number(v, 'a') - 3),
    pCtrOf: sigmoid,
    random,
  });
  expect(importance[0]).toMatchObject({ feature: 'a' });
  expect(importance[0]!.logLossRise).toBeGreaterThan(1);
  expect(importance.slice(1).every(({ logLossRise }) => logLossRise === 0)).toBe(true);
});

test('equations are solved, and singular ones refused', () => {
  const x = solve([Float64Array.of(0, 2), Float64Array.of(3, 1)], Float64Array.of(4, 5));
  expect([...x]).toEqual([1, 2]);
  const singular = [Float64Array.of(1, 1), Float64Array.of(2, 2)];
  expect(() => solve(singular, Float64Array.of(1, 2))).toThrow(RangeError);
});
