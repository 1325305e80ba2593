import { expect, test } from 'vitest';
import { contrastOf } from './contrast.ts';

const explanation = (base: number, values: Record<string, number>) => {
  const contributions = Object.entries(values).map(([feature, value]) => ({
    ...{ feature, value, standardError: 0 },
  }));
  const logit = contributions.reduce((sum, { value }) => sum + value, base);
  return {
    ...{ logit, pCtr: 0.1, loggedPCtr: null, backgroundRows: 1 },
    shapley: { base, contributions },
    surrogate: { intercept: 0, r2: 1, weights: [] },
  };
};

test('the differences by feature and of the bases sum to the difference of the logits', () => {
  const { rows, baseDifference, logitDifference } = contrastOf(
    explanation(-3, { device: 0.75, hour: 0.1 }),
    explanation(-2.5, { device: 0.4, country: -0.7 }),
  );
  expect(rows.map(({ feature }) => feature)).toEqual(['country', 'device', 'hour']);
  const sum = rows.reduce((total, { difference }) => total + difference, baseDifference);
  expect(sum).toBeCloseTo(logitDifference, 9);
});
