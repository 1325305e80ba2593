import { expect, it } from 'vitest';
import { learningRateFactor } from './learning-rate.ts';

const at = (step: number, epochsWithoutImprovement = 0) =>
  learningRateFactor({ step, stepsPerEpoch: 100, epochsWithoutImprovement });

it('warms up over a tenth of an epoch, then holds', () => {
  expect(at(1)).toBeCloseTo(0.1, 12);
  expect(at(10)).toBe(1);
  expect(at(500)).toBe(1);
});

it('falls with each epoch that did not improve and recovers with one that did', () => {
  expect(at(200, 1)).toBeCloseTo(0.3, 12);
  expect(at(300, 2)).toBeCloseTo(0.09, 12);
  expect(at(400, 0)).toBe(1);
});

it('an epoch of one step needs no warm-up', () => {
  expect(learningRateFactor({ step: 1, stepsPerEpoch: 1, epochsWithoutImprovement: 0 })).toBe(1);
});
