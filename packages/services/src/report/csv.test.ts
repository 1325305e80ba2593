import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvText } from './csv.ts';

test('no text cell begins as a formula does', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =cmd|x', '＝1']) {
    const [[cell]] = Papa.parse<string[]>(csvText([], [[evil]]).slice(2)).data as [[string]];
    expect(cell, JSON.stringify(evil)).toBe(`'${evil}`);
  }
});

test('whatever the cells are, a reader gets back the same table', () => {
  const text = fc.string({ unit: 'binary' }).map((s) => `x${s}`);
  const cell = fc.oneof(text, fc.integer(), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = Papa.parse<string[]>(csvText(['a', 'b'], rows), { newline: '\r\n' }).data;
      const written = [
        ['a', 'b'],
        ...rows.map((row) => row.map((c) => (c === null ? '' : `${c}`))),
      ];
      expect(read.slice(0, -1)).toEqual(written);
    }),
  );
});

test('a negative number stays a number', () => {
  expect(csvText(['n'], [[-5]])).toBe('n\r\n-5\r\n');
});
