import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { marketId, placements, testAd, testSnapshot } from './harness/snapshot.ts';

const shoes = testAd('Trail shoes', 'running', 'https://shop.example/shoes');
const knife = testAd('A good knife', 'cooking', 'https://shop.example/knife');
const newShoes = testAd('Road shoes', 'running', 'https://shop.example/road');
const newPan = testAd('A steel pan', 'cooking', 'https://shop.example/pan');
const ads = [shoes, knife, newShoes, newPan];

describe('a market with ten events', () => {
  let adServer: TestAdServer;
  beforeEach(async () => {
    const [group] = testSnapshot().adGroups;
    const snapshot = testSnapshot({
      adGroups: [{ ...group!, pricing: 'cpc' }],
      ads: ads.map((ad) => ({ ...ad, adGroupId: group!.adGroupId })),
      placements: testSnapshot().placements.map((one) => ({ ...one, floorECpmMicros: 0 })),
    });
    adServer = await openAdServer({ snapshot });
    // Five showings each: the shoes were clicked three times, the knife never.
    const five = { impressions: 5, conversions: 0 };
    const [liked, passed] = [
      { ...five, clicks: 3 },
      { ...five, clicks: 0 },
    ];
    await adServer.store.addAdStats({
      marketId,
      upTo: { xid: '1', seq: '10' },
      market: { impressions: 10, clicks: 3, conversions: 0 },
      byCategory: new Map([
        ['running', liked],
        ['cooking', passed],
      ]),
      byAd: new Map([
        [shoes.adId, liked],
        [knife.adId, passed],
      ]),
    });
  });
  afterEach(() => adServer.close());

  /** The click rate at which an ad is served to a viewer nobody has seen. */
  const rateOf = async ({ adId }: { adId: string }, key = 'newcomer-1') => {
    const response = await adServer.server('POST', '/v1/decisions', {
      opportunities: [{ slotId: 'slot', placementId: placements.anywhere }],
      viewer: { key, attributes: {} },
      consent: { personalization: true },
      restrictToAds: [adId],
      explain: true,
    });
    const [slot] = response.json().slots;
    expect(slot.ad.adId).toBe(adId);
    return slot.explanation.pCtr as number;
  };

  it('answers a new viewer with what is known of the ads, the same as any other', async () => {
    const [clicked, passed] = [await rateOf(shoes), await rateOf(knife)];
    expect(clicked).toBeGreaterThan(2 * passed);
    expect(clicked).toBeLessThan(0.3);
    expect(passed).toBeGreaterThan(0.001);
    expect(await rateOf(shoes, 'newcomer-2')).toBe(clicked);
  });

  it('takes a new ad for one of its category: between those of its kind and the market', async () => {
    const [running, cooking] = [await rateOf(newShoes), await rateOf(newPan)];
    expect(running).toBeGreaterThan(cooking);
    expect(running).toBeLessThan(await rateOf(shoes));
    expect(cooking).toBeGreaterThan(await rateOf(knife));
  });

  it('answers a viewer who gave neither key nor consent', async () => {
    const slot = await adServer.decide(placements.anywhere);
    expect(ads.map(({ adId }) => adId)).toContain(slot.ad.adId);
  });
});
