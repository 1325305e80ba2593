import type { FeatureEncoding, FeatureMap } from '@placard/contracts';
import { describe, expect, test } from 'vitest';
import { embedPairs, readTables } from './embed.ts';
import { createFeatureEncoder, encodeRows, rowCount } from './encode.ts';

const FEATURES: FeatureEncoding[] = [
  { name: 'device', side: 'context', kind: 'categorical', vocabulary: ['phone', '7'] },
  { name: 'topics', side: 'context', kind: 'multi', vocabulary: ['a', 'b', 'c'] },
  { name: 'age', side: 'ad', kind: 'numeric', boundaries: [1, 10] },
];

function mapOf(features: FeatureEncoding[], dim = 2): FeatureMap {
  let byteOffset = 0;
  const tables = features.map((feature) => {
    const table = { feature: feature.name, rows: rowCount(feature), byteOffset };
    byteOffset += table.rows * dim * 4;
    return table;
  });
  return {
    formatVersion: 1,
    features,
    inputs: [{ input: 'x', dim, tables }],
    calibration: { slope: 1, intercept: 0 },
  };
}

function rowsOf(values: Parameters<typeof encodeRows>[1][number]): number[][] {
  const { offsets, rows } = encodeRows(createFeatureEncoder(mapOf(FEATURES)), [values]);
  return FEATURES.map((_, f) => [...rows.subarray(offsets[f]!, offsets[f + 1]!)]);
}

describe('rows', () => {
  test.each([
    [{}, [[0], [0], [0]]],
    [{ device: null, topics: null, age: null }, [[0], [0], [0]]],
    [{ device: 'phone', topics: ['b'], age: 0.5 }, [[1], [2], [1]]],
    [{ device: 7, topics: ['c', 'unknown', 'a'], age: 1 }, [[2], [3, 1], [2]]],
    [{ device: 'unseen', topics: ['unseen'], age: 10 }, [[0], [0], [3]]],
    [{ device: ['phone'], topics: 'a', age: 'ten' }, [[0], [1], [0]]],
    [{ topics: [], age: Number.NaN }, [[0], [0], [0]]],
    [{ topics: ['a', 'a', 'b'], age: Number.POSITIVE_INFINITY }, [[0], [1, 1, 2], [3]]],
  ])('of %j are %j', (values, expected) => {
    expect(rowsOf(values)).toEqual(expected);
  });
});

test('several rows are pooled to their mean, in the map’s order of features', () => {
  const map = mapOf(FEATURES);
  const cells = Float32Array.from({ length: 2 * (3 + 4 + 4) }, (_, i) => i);
  const tables = readTables(map, new Uint8Array(cells.buffer));
  const values = { device: 'phone', topics: ['a', 'b'], age: 5 };
  const embedded = embedPairs(createFeatureEncoder(map), tables, [values, {}]);
  expect([...embedded.get('x')!]).toEqual([2, 3, 9, 10, 18, 19, 0, 1, 6, 7, 14, 15]);
});

describe('a feature map is refused', () => {
  const broken: [string, () => FeatureMap, RegExp][] = [
    ['that names a feature twice', () => mapOf([FEATURES[0]!, FEATURES[0]!]), /twice/],
    [
      'whose boundaries do not ascend',
      () => mapOf([{ name: 'n', side: 'ad', kind: 'numeric', boundaries: [2, 1] }]),
      /ascend/,
    ],
    [
      'whose vocabulary repeats a value',
      () => mapOf([{ name: 'n', side: 'ad', kind: 'categorical', vocabulary: ['a', 'a'] }]),
      /repeats/,
    ],
    [
      'whose tables have another number of rows',
      () => {
        const map = mapOf(FEATURES);
        map.inputs[0]!.tables[1]!.rows += 1;
        return map;
      },
      /do not match/,
    ],
  ];
  test.each(broken)('%s', (_why, map, message) => {
    expect(() => createFeatureEncoder(map())).toThrow(message);
  });

  test('whose tables lie outside the file', () => {
    expect(() => readTables(mapOf(FEATURES), new Uint8Array(16))).toThrow(/outside/);
  });
});
