import type { LearningRateSchedule } from '@placard/contracts';
import { expect, it } from 'vitest';
import { learningRateFactor } from './learning-rate.ts';

const at = (
  schedule: LearningRateSchedule,
  step: number,
  epochsWithoutImprovement = 0,
  epochsNotImproved = 0,
) =>
  learningRateFactor(schedule, {
    step,
    stepsPerEpoch: 100,
    epochs: 5,
    epochsWithoutImprovement,
    epochsNotImproved,
  });

it('warms up over a tenth of an epoch, then holds', () => {
  for (const schedule of ['warm-up', 'plateau'] as const) {
    expect(at(schedule, 1)).toBeCloseTo(0.1, 12);
    expect(at(schedule, 10)).toBe(1);
    expect(at(schedule, 500)).toBe(1);
  }
});

it('a plateau lowers it with each epoch that did not improve and one that did raises it again', () => {
  expect(at('plateau', 200, 1)).toBeCloseTo(0.3, 12);
  expect(at('plateau', 300, 2)).toBeCloseTo(0.09, 12);
  expect(at('plateau', 400, 0)).toBe(1);
  expect(at('warm-up', 300, 2)).toBe(1);
});

it('a step down is kept when epochs improve again', () => {
  expect(at('step-down', 200)).toBe(1);
  expect(at('step-down', 300, 1, 1)).toBeCloseTo(0.1, 12);
  expect(at('step-down', 400, 0, 1)).toBeCloseTo(0.1, 12);
  expect(at('step-down', 500, 1, 2)).toBeCloseTo(0.01, 12);
});

it('a cosine is half way at half of the run and ends at a hundredth', () => {
  expect(at('cosine', 250)).toBeCloseTo((1 + 0.01) / 2, 12);
  expect(at('cosine', 500)).toBeCloseTo(0.01, 12);
  expect(at('cosine', 1)).toBeLessThan(0.11);
});

it('constant is constant', () => {
  expect([at('constant', 1), at('constant', 499, 3)]).toEqual([1, 1]);
});

it('an epoch of one step needs no warm-up', () => {
  const none = { epochsWithoutImprovement: 0, epochsNotImproved: 0 };
  const one = { step: 1, stepsPerEpoch: 1, epochs: 1, ...none };
  expect(learningRateFactor('plateau', one)).toBe(1);
});
