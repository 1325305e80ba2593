import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chargeMicros } from './ecpm.ts';
import { decimalFromMicros, microsFromDecimal } from './micros.ts';
import { splitCharge } from './split.ts';

const micros = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('a split charge', () => {
  test('sums to the charge, with both parts whole and neither negative', () => {
    fc.assert(
      fc.property(micros, fc.integer({ min: 0, max: 10_000 }), (charge, bps) => {
        const { payoutMicros, marginMicros } = splitCharge(charge, bps);
        expect(payoutMicros + marginMicros).toBe(charge);
        expect(Number.isSafeInteger(payoutMicros)).toBe(true);
        expect(payoutMicros).toBeGreaterThanOrEqual(0);
        expect(marginMicros).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('refuses a share outside 0-10000 basis points, and parts of a micro', () => {
    expect(() => splitCharge(100, 10_001)).toThrow(RangeError);
    expect(() => splitCharge(100, -1)).toThrow(RangeError);
    expect(() => splitCharge(0.5, 5000)).toThrow(RangeError);
  });
});

describe('amounts', () => {
  test('come back exactly from their decimal form', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15, max: 1e15 }), (amount) => {
        if (Math.abs(amount) >= 1e15) return;
        expect(microsFromDecimal(decimalFromMicros(amount))).toBe(amount);
      }),
    );
  });

  test.each(['', '1,5', '1e3', '0.0000001', '--1', 'NaN', '1.'])('refuse %j', (text) => {
    expect(() => microsFromDecimal(text)).toThrow(RangeError);
  });
});

test('a thousand CPM charges never exceed the price of a thousand', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (price) => {
      expect(chargeMicros('cpm', price) * 1000).toBeLessThanOrEqual(price);
      expect(chargeMicros('cpc', price)).toBe(price);
    }),
  );
});
