import type { CurvePoint } from '@placard/contracts';
import { expect, it } from 'vitest';
import { improvementsOf } from './refit.ts';

const point = (step: number, validationLogLoss: number | null): CurvePoint => ({
  ...{ step, epoch: step / 10, trainLogLoss: 0.5, validationLogLoss, validationAuc: null },
  ...{ samplesPerSecond: 1, atMs: 0 },
});

it('what a refit repeats is which epochs improved, not what it sees of its own rows', () => {
  const curve = [
    point(5, null),
    point(10, 0.6),
    point(20, 0.5),
    point(25, null),
    point(30, 0.55),
    point(40, 0.49),
  ];
  expect(improvementsOf(curve)).toEqual([true, true, false, true]);
});

it('a warm start is what the first epoch has to better', () => {
  expect(improvementsOf([point(0, 0.5), point(10, 0.52), point(20, 0.48)])).toEqual([false, true]);
});
