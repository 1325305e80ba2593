import { seededRandom } from '@placard/domain';
import { expect, test } from 'vitest';
import { principalComponents } from './principal-components.ts';

test('rows along a line in space lie along the first component, and nowhere else', () => {
  const rows = Float32Array.from({ length: 30 }, (_, i) => [2, -1, 2][i % 3]! * Math.floor(i / 3));
  const { points, explained } = principalComponents(rows, 3);
  expect(explained[0]).toBeCloseTo(1, 6);
  expect(explained[1]).toBeCloseTo(0, 6);
  const steps = points.slice(1).map(([x], i) => Math.abs(x - points[i]![0]));
  for (const step of steps) expect(step).toBeCloseTo(3, 4);
});

test('the two widest of three axes are found, whatever their order', () => {
  const random = seededRandom(7);
  const spread = [1, 9, 4];
  const rows = Float32Array.from({ length: 3_000 }, (_, i) => spread[i % 3]! * (random() - 0.5));
  const { explained } = principalComponents(rows, 3);
  expect(explained[0]).toBeCloseTo(81 / 98, 1);
  expect(explained[1]).toBeCloseTo(16 / 98, 1);
});

test('rows that are all alike have no directions', () => {
  const { points, explained } = principalComponents(new Float32Array(12).fill(2), 4);
  expect(explained).toEqual([0, 0]);
  expect(points).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});
