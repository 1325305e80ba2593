import type { AttentionMap } from '@placard/contracts';
import { expect, test } from 'vitest';
import { headOf } from './attention-head.ts';

const MAP: AttentionMap = {
  ...{ name: 'attention.0', history: null, sumsToOne: true },
  rows: [{ kind: 'feature', feature: 'ad' }],
  columns: [
    { kind: 'feature', feature: 'ad' },
    { kind: 'feature', feature: 'hour' },
  ],
  heads: [[[0.25, 0.75]], [[0.75, 0.25]]],
};

test('a head stands alone, and their mean still sums to one', () => {
  expect(headOf(MAP, 1)).toEqual([[0.75, 0.25]]);
  expect(headOf(MAP, null)).toEqual([[0.5, 0.5]]);
});
