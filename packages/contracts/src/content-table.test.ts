import { expect, test } from 'vitest';
import {
  type ContentTable,
  ContentTableError,
  decodeContentTable,
  encodeContentTable,
} from './content-table.ts';

const table: ContentTable = {
  formatVersion: 1,
  trainedAtMs: 3,
  spaces: [
    { kind: 'text', source: 'a', dim: 2 },
    { kind: 'topics', source: 'b', dim: 1 },
  ],
  adIds: ['ad_1'],
  itemIds: ['itm_é'],
  categories: [],
  vectors: [Float32Array.of(0.6, 0.8, 0, 0), Float32Array.of(1, 0)],
};
const bytes = encodeContentTable(table);

test('the bytes give the table back, from the middle of a larger buffer too', () => {
  expect(decodeContentTable(bytes)).toEqual(table);
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(decodeContentTable(larger.subarray(3))).toEqual(table);
  expect(decodeContentTable(Buffer.from(bytes))).toEqual(table);
});

test('bytes that were cut, extended or changed are refused or give another whole table', () => {
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeContentTable(bytes.slice(0, length))).toThrow(ContentTableError);
  }
  expect(() => decodeContentTable(new Uint8Array([...bytes, 0, 0, 0, 0]))).toThrow(/left over/);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 0xff;
    try {
      expect(encodeContentTable(decodeContentTable(changed))).toHaveLength(changed.length);
    } catch (error) {
      expect(error).toBeInstanceOf(ContentTableError);
    }
  }
});

test.each([
  ['an ad named twice', { adIds: ['a', 'a'] }, /twice/],
  [
    'a vector of another length than 1',
    { vectors: [Float32Array.of(2, 0, 0, 0), Float32Array.of(1, 0)] },
    /length 1/,
  ],
  [
    'a number that is none',
    { vectors: [Float32Array.of(Number.NaN, 0, 0, 0), Float32Array.of(1, 0)] },
    /length 1/,
  ],
  ['too few vectors', { vectors: [Float32Array.of(1, 0), Float32Array.of(1, 0)] }, /missing/],
])('%s is never written', (_, change, why) => {
  expect(() => encodeContentTable({ ...table, ...change } as ContentTable)).toThrow(why);
});
