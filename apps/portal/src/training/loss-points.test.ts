import { expect, test } from 'vitest';
import { lossPoints } from './loss-points.ts';

const curve = Array.from({ length: 5_000 }, (_, index) => ({
  step: index,
  epoch: index / 1000,
  trainLogLoss: 0.2,
  validationLogLoss: index % 1000 === 999 ? 0.21 : null,
  validationAuc: null,
  samplesPerSecond: 1,
  atMs: index,
}));

test('a long curve is thinned, its validations and its end are kept', () => {
  const points = lossPoints(curve);
  expect(points.length).toBeLessThan(420);
  expect(points.filter((point) => point.validation !== null)).toHaveLength(5);
  expect(points.at(-1)?.step).toBe(4_999);
});

test('a short curve is shown whole', () => {
  expect(lossPoints(curve.slice(0, 100))).toHaveLength(100);
});
