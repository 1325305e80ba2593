import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import { sigmoid } from '../online/sigmoid.ts';
import { fitPlatt } from './platt.ts';

function drawn(slope: number, intercept: number) {
  const random = seededRandom(5);
  const logits = Float32Array.from({ length: 50_000 }, () => 6 * random() - 4);
  const labels = Float32Array.from(logits, (z) =>
    Number(random() < sigmoid(slope * z + intercept)),
  );
  return { logits, labels };
}

describe('Platt scaling', () => {
  it.each([
    [1, 0],
    [0.5, -1],
    [2, 1.5],
  ])('finds slope %f and intercept %f again', (slope, intercept) => {
    const { logits, labels } = drawn(slope, intercept);
    const fitted = fitPlatt(logits, labels);
    expect(Math.abs(fitted.slope - slope)).toBeLessThan(0.05);
    expect(Math.abs(fitted.intercept - intercept)).toBeLessThan(0.05);
  });

  it('makes predicted and observed clicks agree', () => {
    const { logits, labels } = drawn(0.7, -0.5);
    const { slope, intercept } = fitPlatt(logits, labels);
    const predicted = logits.reduce((sum, z) => sum + sigmoid(slope * z + intercept), 0);
    expect(predicted / labels.reduce((sum, label) => sum + label, 0)).toBeCloseTo(1, 3);
  });

  it('is the identity when there is nothing to learn from', () => {
    expect(fitPlatt([1, 2], [1, 1])).toEqual({ slope: 1, intercept: 0 });
    expect(fitPlatt([], [])).toEqual({ slope: 1, intercept: 0 });
  });

  it('does not turn a ranking over', () => {
    expect(fitPlatt([3, 2, -2, -3], [0, 0, 1, 1])).toEqual({ slope: 1, intercept: 0 });
  });

  it('separable logits stay finite', () => {
    const { slope, intercept } = fitPlatt([-2, -1, 1, 2], [0, 0, 1, 1]);
    expect(Number.isFinite(slope) && Number.isFinite(intercept)).toBe(true);
  });
});
