import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decision, event, inOrder } from '../../test/events.ts';
import { emptyAdStats } from './ad-stats.ts';
import { addAdStatsDelta, adStatsDelta } from './delta.ts';
import { ctrPosterior, cvrPosterior, posteriorMean } from './posterior.ts';

const events = fc
  .array(
    fc.record({
      kind: fc.constantFrom('impression' as const, 'click' as const, 'conversion' as const),
      adId: fc.constantFrom('ad_1', 'ad_2'),
      ivt: fc.constantFrom(null, null, 'givt' as const),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    inOrder(
      all.map(({ kind, adId, ivt }) =>
        event(kind, { decision: decision(adId), categories: ['a'], ivt }),
      ),
    ),
  );

describe('counters', () => {
  test('are the same in one batch, in two, and when batches overlap', () => {
    fc.assert(
      fc.property(events, fc.nat(), fc.nat(), (all, cut, back) => {
        const empty = emptyAdStats('mkt_1');
        const whole = addAdStatsDelta(empty, adStatsDelta('mkt_1', all, null)!);
        const at = 1 + (cut % all.length);
        const first = addAdStatsDelta(empty, adStatsDelta('mkt_1', all.slice(0, at), null)!);
        const overlapping = all.slice(Math.max(0, at - (back % 5)));
        const rest = adStatsDelta('mkt_1', overlapping, first.lastPosition);
        expect(rest ? addAdStatsDelta(first, rest) : first).toEqual(whole);
      }),
    );
  });

  test('leave out invalid traffic and other markets', () => {
    const delta = adStatsDelta(
      'mkt_1',
      inOrder([
        event('impression'),
        event('impression', { ivt: 'givt' }),
        event('impression', { marketId: 'mkt_2' }),
      ]),
      null,
    );
    expect(delta?.market.impressions).toBe(1);
    expect(delta?.upTo.seq).toBe('2');
  });
});

describe('posterior means', () => {
  const counts = (impressions: number, clicks: number) => ({ impressions, clicks, conversions: 0 });

  test('lie strictly between 0 and 1 whatever the counts', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.nat(100), (impressions, clicks, conversions) => {
        const all = { impressions, clicks, conversions };
        const stats = {
          ...emptyAdStats('mkt_1'),
          market: all,
          byCategory: new Map([['a', all]]),
          byAd: new Map([['ad_1', all]]),
        };
        for (const posterior of [ctrPosterior(stats, 'ad_1', ['a']), cvrPosterior(stats, 'ad_1')]) {
          expect(posterior.alpha).toBeGreaterThan(0);
          expect(posterior.beta).toBeGreaterThan(0);
          expect(posteriorMean(posterior)).toBeGreaterThan(0);
          expect(posteriorMean(posterior)).toBeLessThan(1);
        }
      }),
    );
  });

  test('go from the market’s to the category’s to the ad’s own rate as evidence grows', () => {
    const stats = {
      ...emptyAdStats('mkt_1'),
      market: counts(1_000_000, 20_000),
      byCategory: new Map([['a', counts(100_000, 10_000)]]),
      byAd: new Map([['ad_known', counts(1_000_000, 300_000)]]),
    };
    expect(posteriorMean(ctrPosterior(stats, 'ad_new', []))).toBeCloseTo(0.02, 3);
    expect(posteriorMean(ctrPosterior(stats, 'ad_new', ['a']))).toBeCloseTo(0.1, 2);
    expect(posteriorMean(ctrPosterior(stats, 'ad_known', ['a']))).toBeCloseTo(0.3, 3);
  });
});
