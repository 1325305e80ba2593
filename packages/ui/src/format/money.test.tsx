import { expect, test } from 'vitest';
import { formatMoney, microsToDecimal, parseMoney } from './money.tsx';

test('micros are shown in the currency, to the cent', () => {
  expect(formatMoney(1_234_560_000, { currency: 'USD' })).toBe('$1,234.56');
  expect(formatMoney(-500_000, { currency: 'USD' })).toBe('-$0.50');
  expect(formatMoney(0, { currency: 'EUR' })).toBe('€0.00');
});

test('a currency without cents shows none', () => {
  expect(formatMoney(1_500_000_000, { currency: 'JPY' })).toBe('¥1,500');
});

test('a unit price keeps its micros', () => {
  expect(formatMoney(1_234, { currency: 'USD', style: 'unit' })).toBe('$0.001234');
  expect(formatMoney(2_500_000, { currency: 'USD', style: 'unit' })).toBe('$2.50');
});

test('sums beyond 2^53 micros stay exact', () => {
  expect(formatMoney(90_071_992_547_409_931_230_000n, { currency: 'USD' })).toBe(
    '$90,071,992,547,409,931.23',
  );
});

test('a fraction of a micro is refused, not rounded', () => {
  expect(() => microsToDecimal(0.5)).toThrow(RangeError);
});

test('what is typed becomes micros, and formatting gives it back', () => {
  expect(parseMoney('1,250.5')).toBe(1_250_500_000);
  expect(parseMoney('$0.000001')).toBe(1);
  expect(parseMoney('.25')).toBe(250_000);
  expect(parseMoney('-3')).toBe(-3_000_000);
  for (const text of ['', '.', '1.2.3', '12e3', 'ten', '0.0000001', '99999999999999']) {
    expect(parseMoney(text), text).toBeNull();
  }
});
