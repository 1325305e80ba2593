import { expect, test } from 'vitest';
import { rangeText, settingText } from './range-text.ts';

test('values are short, and small ones stay readable', () => {
  expect(['128, 64', 1024, 0.123456, 0.00001234, 0].map(settingText)).toEqual([
    ...['128 × 64', '1024', '0.123', '1.23e-5', '0'],
  ]);
});

test('a range says where its ends are and how it is drawn', () => {
  expect(rangeText({ kind: 'choice', values: [4, 8, 16] })).toBe('4, 8, 16');
  expect(rangeText({ kind: 'number', low: 0, high: 0.5, log: false })).toBe('0 to 0.5');
  const log = { kind: 'number', low: 1e-7, high: 1e-3, log: true } as const;
  expect(rangeText(log)).toBe('1e-7 to 0.001, evenly in its logarithm');
});
