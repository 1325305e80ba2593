import { HOUR_MS, MINUTE_MS } from '@placard/domain';
import { describe, expect, test } from 'vitest';
import { personal, serve, slots, tokens } from './serve.ts';
import {
  creative,
  type DemandChange,
  demand,
  NOW_MS,
  placement,
  snapshot,
} from './snapshot-fixture.ts';

describe('an answer', () => {
  test('carries the ad, its creative, tokens of each kind, and a record that agrees', async () => {
    const { one } = serve(snapshot([demand('a')]));
    const { slot, record } = await one(personal('v1'));
    expect(slot.ad).toMatchObject({
      adId: 'ad_a',
      house: false,
      creative: { imageUrl: 'https://ads.example/assets/one.png' },
    });
    expect(slot.ad?.clickUrl).toContain(slot.ad?.tokens.click);
    for (const kind of ['impression', 'viewable', 'click', 'conversion'] as const) {
      expect(tokens.open(slot.ad!.tokens[kind], NOW_MS)).toMatchObject({
        outcome: 'ok',
        token: { kind, decisionId: slot.decisionId, adId: 'ad_a', viewerKey: 'v1' },
      });
    }
    expect(record).toMatchObject({
      id: slot.decisionId,
      predictor: { kind: 'posterior-mean' },
      viewerKey: 'v1',
      winner: { adId: 'ad_a', propensity: 1, propensityEstimated: true },
    });
    expect(record.winner?.features).toMatchObject({ ad: 'ad_a', device: 'desktop', viewer: 'v1' });
  });

  test('logs the slot that each ad really stood in, and predicts all as for the first', async () => {
    const { decide } = serve(snapshot([demand('a'), demand('b'), demand('c')]));
    const { records } = await decide({ opportunities: slots(3) });
    expect(records.map(({ winner }) => winner?.features['slot-position'])).toEqual(['0', '1', '2']);
    expect(new Set(records.map(({ winner }) => winner?.pCtr)).size).toBe(1);
  });

  test('before a snapshot is in use is empty with not-ready', async () => {
    const { response, records } = await serve(null).decide();
    expect(response.slots[0]).toMatchObject({ ad: null, noFill: { reason: 'not-ready' } });
    expect(records).toEqual([]);
  });

  test('for a placement nobody has is empty with unknown-placement', async () => {
    const { response } = await serve(snapshot([demand('a')])).decide({
      opportunities: [{ slotId: 's1', placementId: 'plc_none' }],
    });
    expect(response.slots[0]).toMatchObject({ noFill: { reason: 'unknown-placement', nbr: 2 } });
  });

  test('explains itself on request only', async () => {
    const { one } = serve(snapshot([demand('a'), demand('b')]));
    expect((await one()).slot.explanation).toBeUndefined();
    const { explanation } = (await one({ explain: true })).slot;
    expect(explanation?.reasons?.length).toBeGreaterThan(0);
    const stages = explanation?.funnel?.map(({ stage }) => stage);
    expect(stages).toEqual(['eligible', 'retrieve', 'price', 'reserve']);
  });
});

test('without consent no viewer key or attribute is read, sealed or logged', async () => {
  const { one, store } = serve(snapshot([demand('a')]));
  const asked: string[] = [];
  const { viewer } = store;
  store.viewer = (marketId, viewerKey, nowMs) => {
    asked.push(viewerKey);
    return viewer(marketId, viewerKey, nowMs);
  };
  const { slot, record } = await one({
    viewer: { key: 'secret-key', attributes: { age: 'secret-age' } },
    consent: { personalization: false },
  });
  expect(asked).toEqual([]);
  expect(tokens.open(slot.ad!.tokens.impression, NOW_MS)).toMatchObject({
    token: { viewerKey: null },
  });
  expect(JSON.stringify([slot, record])).not.toContain('secret');
});

describe('eligibility', () => {
  const reasons: [string, DemandChange][] = [
    ['a rule', { group: { rules: [{ attribute: 'country', mode: 'exclude', values: ['DE'] }] } }],
    ['a schedule to come', { campaign: { startMs: NOW_MS + 1 } }],
    ['a schedule gone by', { campaign: { endMs: NOW_MS } }],
    ['an empty wallet', { campaign: { walletBalanceMicros: 0 } }],
    ['a spent day', { campaign: { spentByDayMicros: { '2026-11-20': 100_000_000 } } }],
    ['a spent total', { campaign: { totalBudgetMicros: 5, spentTotalMicros: 5 } }],
    ['a size too large', { ad: { creative: creative({ width: 728, height: 90 }) } }],
  ];
  test.each(reasons)('%s keeps an ad out, and the rest may show', async (_why, change) => {
    const { one } = serve(snapshot([demand('bad', change), demand('good')]));
    for (let i = 0; i < 20; i++) expect((await one()).slot.ad?.adId).toBe('ad_good');
    expect((await serve(snapshot([demand('bad', change)])).one()).slot.ad).toBeNull();
  });

  test('a blocked category and a format the placement lacks keep an ad out', async () => {
    const served = snapshot(
      [
        demand('gambling', { ad: { categories: ['gambling'] } }),
        demand('text', { ad: { creative: creative({ format: 'text' }) } }),
      ],
      { placements: [placement({ blockedCategories: ['gambling'], formats: ['image'] })] },
    );
    const { slot } = await serve(served).one({ explain: true });
    expect(slot.ad).toBeNull();
    expect(slot.explanation?.funnel?.[0]?.removed).toEqual({ 'blocked-category': 1, format: 1 });
  });

  test('hours are the advertiser’s', async () => {
    const at = (values: string[]) =>
      snapshot([
        demand('tokyo', {
          campaign: { timeZone: 'Asia/Tokyo' },
          group: { rules: [{ attribute: 'hour', mode: 'include', values }] },
        }),
      ]);
    expect((await serve(at(['21'])).one()).slot.ad?.adId).toBe('ad_tokyo');
    expect((await serve(at(['12'])).one()).slot.ad).toBeNull();
  });

  test('restriction and exclusion are for trusted callers only', async () => {
    const { one } = serve(snapshot([demand('a'), demand('b')]));
    const request = { restrictToAds: ['ad_a', 'ad_b'], excludeAds: ['ad_a'] };
    for (let i = 0; i < 20; i++) {
      expect((await one(request, { trusted: true })).slot.ad?.adId).toBe('ad_b');
    }
    const shown = new Set<string>();
    for (let i = 0; i < 60; i++) shown.add((await one(request)).slot.ad!.adId);
    expect(shown).toEqual(new Set(['ad_a', 'ad_b']));
  });

  test('a pacing rate of zero keeps an ad group out', async () => {
    const { one, store } = serve(snapshot([demand('a'), demand('b')]));
    await store.writePacingRates(new Map([['agr_a', 0]]));
    for (let i = 0; i < 20; i++) expect((await one()).slot.ad?.adId).toBe('ad_b');
  });

  test('an explanation names the attribute whose rule failed', async () => {
    const rules = [{ attribute: 'country' as const, mode: 'include' as const, values: ['fr'] }];
    const { one } = serve(snapshot([demand('a', { group: { rules } }), demand('b')]));
    const { explanation } = (await one({ explain: true })).slot;
    expect(explanation?.funnel?.[0]).toEqual({
      stage: 'eligible',
      kept: 1,
      removed: { 'targeting: country': 1 },
    });
  });
});

test('an answer of several slots shows no ad and no item twice, and different campaigns first', async () => {
  const shared = { campaignId: 'cmp_shared', advertiserId: 'adv_shared' };
  const { decide } = serve(
    snapshot([
      demand('a1', { campaign: shared, group: { bidMicros: 900_000 } }),
      demand('a2', { campaign: shared, group: { bidMicros: 900_000 } }),
      demand('b', { group: { bidMicros: 1_000 }, ad: { itemId: 'itm_x' } }),
      demand('c', { group: { bidMicros: 1_000 }, ad: { itemId: 'itm_x' } }),
    ]),
  );
  for (let i = 0; i < 30; i++) {
    const { response } = await decide({ opportunities: slots(4) });
    const shown = response.slots.flatMap(({ ad }) => (ad ? [ad.adId] : []));
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toHaveLength(3);
    expect(shown.filter((id) => id === 'ad_b' || id === 'ad_c')).toHaveLength(1);
    expect(shown.slice(0, 2).filter((id) => id.startsWith('ad_a'))).toHaveLength(1);
  }
});

describe('money', () => {
  const cpm = (bidMicros: number) => ({ pricing: 'cpm' as const, bidMicros });

  test('the price is the second one, never above the bid, and the token charges it', async () => {
    const { one } = serve(
      snapshot([
        demand('high', { group: cpm(9_000_000) }),
        demand('low', { group: cpm(4_000_000) }),
      ]),
    );
    const { slot, record } = await one();
    expect(record.winner).toMatchObject({ adId: 'ad_high', clearingPriceMicros: 4_000_000 });
    const charge = (kind: 'impression' | 'click') => tokens.open(slot.ad!.tokens[kind], NOW_MS);
    expect(charge('impression')).toMatchObject({ token: { chargeMicros: 4_000 } });
    expect(charge('click')).toMatchObject({ token: { chargeMicros: 0 } });
  });

  test('below the floor there is no fill, and the house ad shows where there is one', async () => {
    const ads = [demand('cheap', { group: cpm(1_000) })];
    const floor = { floorECpmMicros: 2_000 };
    const { slot } = await serve(snapshot(ads, { placements: [placement(floor)] })).one();
    expect(slot).toMatchObject({ ad: null, noFill: { reason: 'below-floor' } });
    const { adGroupId: _, ...house } = demand('house').ad;
    const own = placement({ ...floor, houseAd: house });
    const filled = await serve(snapshot(ads, { placements: [own] })).one({ explain: true });
    expect(filled.slot.ad).toMatchObject({ adId: 'ad_house', house: true });
    expect(filled.record.winner).toMatchObject({ house: true, bidMicros: 0 });
  });

  test('a budget for three impressions shows three, then the next bidder', async () => {
    const { one } = serve(
      snapshot([
        demand('rich', { group: cpm(9_000_000), campaign: { dailyBudgetMicros: 12_000 } }),
        demand('next', { group: cpm(4_000_000) }),
      ]),
    );
    const shown: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) shown.push((await one()).slot.ad?.adId);
    expect(shown).toEqual(['ad_rich', 'ad_rich', 'ad_rich', 'ad_next', 'ad_next']);
  });

  test('holds of ads that never show come back when they expire', async () => {
    const { one, clock } = serve(
      snapshot([demand('a', { group: cpm(9_000_000), campaign: { dailyBudgetMicros: 5_000 } })], {
        placements: [placement({ floorECpmMicros: 5_000_000 })],
      }),
    );
    expect((await one()).slot.ad?.adId).toBe('ad_a');
    expect((await one()).slot).toMatchObject({ noFill: { reason: 'budget-exhausted' } });
    clock.now += 31 * MINUTE_MS;
    expect((await one()).slot.ad?.adId).toBe('ad_a');
  });

  test('a frequency cap holds per viewer', async () => {
    const frequencyCap = { impressions: 2, windowMs: HOUR_MS };
    const { one, decide } = serve(snapshot([demand('a', { group: { frequencyCap } })]));
    expect((await one(personal('v1'))).slot.ad?.adId).toBe('ad_a');
    expect((await one(personal('v1'))).slot.ad?.adId).toBe('ad_a');
    expect((await one(personal('v1'))).slot).toMatchObject({
      noFill: { reason: 'frequency-capped' },
    });
    expect((await one(personal('v2'))).slot.ad?.adId).toBe('ad_a');
    const { response } = await decide({ ...personal('v3'), opportunities: slots(2) });
    expect(response.slots.filter(({ ad }) => ad)).toHaveLength(1);
  });

  test('when the store cannot hold, nothing paid is shown', async () => {
    const errors: unknown[] = [];
    const { one, store } = serve(snapshot([demand('a')]), {
      onError: (error) => errors.push(error),
    });
    store.reserve = () => Promise.reject(new Error('store is away'));
    expect((await one()).slot).toMatchObject({ ad: null, noFill: { reason: 'not-ready' } });
    expect(errors).toHaveLength(1);
  });
});
