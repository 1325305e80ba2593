import type { FeatureMap } from '@placard/contracts';
import { describe, expect, test } from 'vitest';
import { createFeatureEncoder } from './encode.ts';
import { encodeSequences, sameSequences } from './encode-sequences.ts';

const map: FeatureMap = {
  formatVersion: 1,
  features: [{ name: 'item', side: 'ad', kind: 'categorical', vocabulary: ['a', 'b'] }],
  inputs: [{ input: 'embedding', dim: 2, tables: [{ feature: 'item', rows: 3, byteOffset: 0 }] }],
  sequences: [
    {
      input: 'history',
      mask: 'history.mask',
      feature: 'last-items',
      side: 'viewer',
      table: 'item',
      embedding: 'embedding',
      length: 3,
    },
  ],
  calibration: { slope: 1, intercept: 0 },
};
const encoder = createFeatureEncoder(map);
const rowsOf = (...lists: (string[] | string | null)[]) =>
  encodeSequences(
    encoder,
    lists.map((list) => ({ 'last-items': list })),
  ).map((rows) => [...rows]);

describe('a sequence keeps the order of its list', () => {
  test('known values have the rows of the table they share, unknown ones row 0 in their place', () => {
    expect(rowsOf(['b', 'x', 'a'], ['a', 'a', 'b'])).toEqual([[2, 0, 1, 1, 1, 2]]);
  });
  test('a longer list loses its end, a shorter one is followed by absent places', () => {
    expect(rowsOf(['a', 'b', 'a', 'b'], ['b'], [])).toEqual([[1, 2, 1, 2, -1, -1, -1, -1, -1]]);
  });
  test('a missing list is empty, a single value a list of one', () => {
    expect(rowsOf(null, 'b')).toEqual([[-1, -1, -1, 2, -1, -1]]);
    expect(encodeSequences(encoder, [{}])).toEqual([Int32Array.of(-1, -1, -1)]);
  });
});

test('pairs that share every sequence are scored together, neighbours only', () => {
  const pairs = [['a'], ['a'], ['b'], ['x'], ['y'], ['a']].map((list, i) => ({
    'last-items': list,
    ad: `ad_${i}`,
  }));
  const lengths = sameSequences(encoder, pairs).map((run) => run.map(({ ad }) => ad));
  // x and y are both unknown: the same rows.
  expect(lengths).toEqual([['ad_0', 'ad_1'], ['ad_2'], ['ad_3', 'ad_4'], ['ad_5']]);
  expect(sameSequences(encoder, [])).toEqual([]);
  expect(sameSequences(createFeatureEncoder({ ...map, sequences: [] }), pairs)).toEqual([pairs]);
});
