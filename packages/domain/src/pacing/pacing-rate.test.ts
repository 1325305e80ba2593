import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { nextPacingRate } from './pacing-rate.ts';

const state = fc.record({
  budgetMicros: fc.integer({ min: 1, max: 1e12 }),
  committedMicros: fc.integer({ min: 0, max: 2e12 }),
  startMs: fc.constant(0),
  endMs: fc.integer({ min: 1, max: 30 * DAY_MS }),
  nowMs: fc.integer({ min: -DAY_MS, max: 31 * DAY_MS }),
  rate: fc.double({ min: 0.005, max: 1, noNaN: true }),
});

describe('the pacing rate', () => {
  test('is a probability, and zero exactly when there is nothing left to spend or no time', () => {
    fc.assert(
      fc.property(state, (now) => {
        const rate = nextPacingRate(now);
        const closed =
          now.committedMicros >= now.budgetMicros || now.nowMs < 0 || now.nowMs >= now.endMs;
        expect(rate === 0).toBe(closed);
        expect(rate).toBeLessThanOrEqual(1);
        expect(rate).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('never rises with more spend', () => {
    fc.assert(
      fc.property(state, fc.integer({ min: 0, max: 1e12 }), (now, more) => {
        const later = { ...now, committedMicros: now.committedMicros + more };
        expect(nextPacingRate(later)).toBeLessThanOrEqual(nextPacingRate(now));
      }),
    );
  });

  test('spends a day three times over-supplied evenly: all of it, no hour above 1.5 times its plan', () => {
    const random = seededRandom(7);
    const budgetMicros = 24_000_000;
    const perAuctionMicros = 1_000;
    const auctionsPerMinute = Math.round((3 * budgetMicros) / perAuctionMicros / (24 * 60));
    const spentByHour = new Float64Array(24);
    let committedMicros = 0;
    let rate = 0.1;
    for (let nowMs = 0; nowMs < DAY_MS; nowMs += MINUTE_MS) {
      rate = nextPacingRate({
        budgetMicros,
        committedMicros,
        startMs: 0,
        endMs: DAY_MS,
        nowMs,
        rate,
      });
      for (let i = 0; i < auctionsPerMinute; i++) {
        if (random() >= rate || committedMicros + perAuctionMicros > budgetMicros) continue;
        committedMicros += perAuctionMicros;
        spentByHour[Math.floor(nowMs / (60 * MINUTE_MS))]! += perAuctionMicros;
      }
    }
    expect(committedMicros / budgetMicros).toBeGreaterThanOrEqual(0.98);
    expect(Math.max(...spentByHour)).toBeLessThanOrEqual(1.5 * (budgetMicros / 24));
  });
});
