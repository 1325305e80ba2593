import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('quotes, commas and line breaks survive', () => {
  expect(toCsv(['a', 'b'], [['x,"y"', 'line\nbreak']])).toBe('a,b\r\n"x,""y""","line\nbreak"\r\n');
});

test('a campaign named like a formula cannot run in a spreadsheet', () => {
  const csv = toCsv(['name'], [['=HYPERLINK("http://x")'], ['+1'], ['-1'], ['@cmd']]);
  for (const line of csv.split('\r\n').slice(1, -1)) expect(line).toMatch(/^"?'/);
});

test('negative figures stay figures', () => {
  expect(toCsv(['n'], [[-5], [null], [10n]])).toBe('n\r\n-5\r\n\r\n10\r\n');
});
