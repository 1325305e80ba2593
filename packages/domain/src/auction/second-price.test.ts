import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eCpmMicros, eventsPerThousand, PRICING_MODELS } from '../money/ecpm.ts';
import { clearingPriceMicros, rankBid } from './second-price.ts';

const winner = fc
  .record({
    pricing: fc.constantFrom(...PRICING_MODELS),
    bidMicros: fc.integer({ min: 1, max: 100_000_000 }),
    pCtr: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    pCvr: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    quality: fc.double({ min: 0.01, max: 10, noNaN: true }),
  })
  .map(({ pricing, bidMicros, pCtr, pCvr, quality }) =>
    rankBid({
      candidate: pricing,
      bidMicros,
      unitsPerThousand: eventsPerThousand(pricing, { pCtr, pCvr }),
      quality,
    }),
  );
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('the clearing price', () => {
  test('is whole, never above the bid, and never below the floor that the bid affords', () => {
    fc.assert(
      fc.property(winner, share, share, (bid, nextShare, floorShare) => {
        const floor = bid.eCpmMicros * floorShare;
        const price = clearingPriceMicros(bid, bid.rankScore * nextShare, floor);
        expect(Number.isInteger(price)).toBe(true);
        expect(price).toBeLessThanOrEqual(bid.bidMicros);
        expect(price * bid.unitsPerThousand).toBeGreaterThanOrEqual(floor * (1 - 1e-9));
      }),
    );
  });

  test('keeps the winner at or above the next rank score', () => {
    fc.assert(
      fc.property(winner, share, (bid, nextShare) => {
        const next = bid.rankScore * nextShare;
        const price = clearingPriceMicros(bid, next, 0);
        const kept = price * bid.unitsPerThousand * bid.quality;
        expect(kept).toBeGreaterThanOrEqual(next * (1 - 1e-9));
      }),
    );
  });

  test('never falls when the competition or the floor rises', () => {
    fc.assert(
      fc.property(winner, share, share, share, share, (bid, a, b, c, d) => {
        const price = (next: number, floor: number) =>
          clearingPriceMicros(bid, bid.rankScore * next, bid.eCpmMicros * floor);
        expect(price(Math.max(a, b), Math.max(c, d))).toBeGreaterThanOrEqual(
          price(Math.min(a, b), Math.min(c, d)),
        );
      }),
    );
  });

  test('is free without competition and without a floor', () => {
    fc.assert(
      fc.property(winner, (bid) => {
        expect(clearingPriceMicros(bid, -Infinity, 0)).toBe(0);
      }),
    );
  });
});

test('a bid whose score is not a number ranks last', () => {
  const bid = { candidate: 'x', bidMicros: 1, unitsPerThousand: Number.NaN, quality: 1 };
  expect(rankBid(bid).rankScore).toBe(-Infinity);
  expect(clearingPriceMicros(rankBid(bid), 5, 5)).toBe(0);
});

test('eCPM makes the pricing models comparable', () => {
  const rates = { pCtr: 0.02, pCvr: 0.1 };
  expect(eCpmMicros('cpm', 5_000_000, rates)).toBe(5_000_000);
  expect(eCpmMicros('cpc', 250_000, rates)).toBeCloseTo(5_000_000, 6);
  expect(eCpmMicros('cpa', 2_500_000, rates)).toBeCloseTo(5_000_000, 6);
});
