import { applyEvent, emptyProfile } from '@placard/ranking';
import { expect, test } from 'vitest';
import { personal, serve } from './serve.ts';
import { demand, NOW_MS, snapshot } from './snapshot-fixture.ts';

test('without a model an ad that is clicked more wins more, and propensities are marked estimates', async () => {
  const { one, store } = serve(snapshot([demand('good'), demand('poor')]));
  await store.addAdStats({
    marketId: 'mkt_1',
    upTo: { xid: '1', seq: '1' },
    market: { impressions: 2_000, clicks: 110, conversions: 0 },
    byCategory: new Map(),
    byAd: new Map([
      ['ad_good', { impressions: 1_000, clicks: 100, conversions: 0 }],
      ['ad_poor', { impressions: 1_000, clicks: 10, conversions: 0 }],
    ]),
  });
  let good = 0;
  for (let i = 0; i < 50; i++) {
    const { record } = await one();
    expect(record.winner?.propensityEstimated).toBe(true);
    if (record.winner?.adId === 'ad_good') good += 1;
  }
  expect(good).toBeGreaterThanOrEqual(48);
});

test('interest tags of the profile are targetable, and are told in the explanation', async () => {
  const rules = [{ attribute: 'interest' as const, mode: 'include' as const, values: ['jazz'] }];
  const ad = demand('jazz', { ad: { categories: ['jazz'] }, group: { rules } });
  const { one, store } = serve(snapshot([ad]));
  expect((await one(personal('v1'))).slot.ad).toBeNull();
  await store.writeViewerProfiles([
    applyEvent(emptyProfile('mkt_1', 'v1'), {
      id: 'evt_1',
      kind: 'view',
      dedupeKey: 'k',
      occurredAtMs: NOW_MS - 1_000,
      marketId: 'mkt_1',
      viewerKey: 'v1',
      publisherOrganizationId: null,
      propertyId: null,
      placementId: null,
      decision: null,
      itemId: null,
      categories: ['jazz'],
      quantity: null,
      value: null,
      ivt: null,
      position: { xid: '1', seq: '1' },
    }),
  ]);
  const { slot } = await one({ ...personal('v1'), explain: true });
  expect(slot.ad?.adId).toBe('ad_jazz');
  expect(slot.explanation?.interests?.[0]?.category).toBe('jazz');
});
