import { expect, it } from 'vitest';
import { NO_AD } from '../scorer/no-reading.ts';
import { adPrice } from './ad-price.ts';

it('a price is read in units of the currency, and where none is known nothing is', () => {
  expect(adPrice.read(NO_AD)).toBeNull();
  expect(adPrice.read({ ...NO_AD, facts: { ...NO_AD.facts, priceMicros: 19_990_000 } })).toBe(
    19.99,
  );
});
