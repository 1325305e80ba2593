import { type DecisionResponse, decisionResponseSchema } from '@placard/contracts';
import { eventually } from '@placard/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdServer, PUBLIC_URL, type TestAdServer } from './harness/ad-server.ts';
import { ads, houseAd, placements } from './harness/snapshot.ts';

describe('POST /v1/decisions answers 200', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  afterAll(() => adServer.close());

  const decide = async (body: object, headers = {}) => {
    const response = await adServer.browser('POST', '/v1/decisions', body, headers);
    expect(response.statusCode, response.body).toBe(200);
    return decisionResponseSchema.parse(response.json());
  };

  it('with an ad, its creative and a token for each event', async () => {
    const slot = await adServer.decide(placements.sidebar);
    expect(ads.map(({ adId }) => adId)).toContain(slot.ad.adId);
    expect(slot.ad.creative.advertiserName).toBe('Fell & Pan');
    expect(slot.ad.clickUrl).toMatch(`${PUBLIC_URL}/v1/click/${slot.ad.tokens.click}`);
    expect(new Set(Object.values(slot.ad.tokens)).size).toBe(4);
  });

  it('with every slot in the order asked, and a reason where nothing suits', async () => {
    const { slots } = await decide({
      opportunities: [
        { slotId: 'a', placementId: placements.unsuited },
        { slotId: 'b', placementId: placements.sidebar },
        { slotId: 'c', placementId: 'plc_unknown' },
      ],
    });
    expect(slots.map(({ slotId }) => slotId)).toEqual(['a', 'b', 'c']);
    expect(slots.map((slot) => ('noFill' in slot ? slot.noFill.reason : 'filled'))).toEqual([
      'no-eligible-ads',
      'filled',
      'unknown-placement',
    ]);
  });

  it('with the reasons of the choice when asked to explain, labelled by predictor', async () => {
    const slot = await adServer.decide(placements.sidebar, { explain: true });
    expect(slot.explanation).toMatchObject({ predictor: { kind: 'posterior-mean' } });
    expect(slot.explanation?.reasons.length).toBeGreaterThan(0);
    expect((await adServer.decide(placements.sidebar)).explanation).toBeUndefined();
  });

  it('to a body sent as text/plain, as pages do to avoid a preflight', async () => {
    const body = JSON.stringify({
      opportunities: [{ slotId: 's', placementId: placements.sidebar }],
    });
    const { slots } = await decide(body as never, { 'content-type': 'text/plain;charset=UTF-8' });
    expect(slots[0]?.ad).not.toBeNull();
  });

  it('to any origin where the placement names no domains, and lets its page read the answer', async () => {
    const response = await adServer.browser(
      'POST',
      '/v1/decisions',
      { opportunities: [{ slotId: 's', placementId: placements.anywhere }] },
      { origin: 'https://elsewhere.example' },
    );
    expect(response.statusCode).toBe(200);
    expect(response.headers['access-control-allow-origin']).toBe('*');
  });

  it('to a trusted server, which may choose among the ads', async () => {
    const [first, second] = ads;
    const ask = (choice: object) =>
      adServer.server('POST', '/v1/decisions', {
        opportunities: [{ slotId: 's', placementId: placements.sidebar }],
        ...choice,
      });
    for (const choice of [{ restrictToAds: [second.adId] }, { excludeAds: [first.adId] }]) {
      const { slots } = (await ask(choice)).json<DecisionResponse>();
      expect(slots[0]?.ad?.adId).toBe(second.adId);
    }
  });

  it('and logs each decision afterwards, without the viewer key where consent is missing', async () => {
    const ask = async (personalization: boolean) => {
      const slot = await adServer.decide(placements.sidebar, {
        viewer: { key: 'viewer-1' },
        consent: { personalization },
      });
      return slot.decisionId;
    };
    const [kept, dropped] = [await ask(true), await ask(false)];
    await eventually(async () => {
      expect(await adServer.loggedDecisions([kept, dropped])).toEqual({
        [kept]: 'viewer-1',
        [dropped]: null,
      });
    });
  });

  it('with the house ad when nothing paid is eligible', async () => {
    const slot = await adServer.decide(placements.house);
    expect(slot.ad).toMatchObject({ adId: houseAd.adId, house: true });
  });
});

describe('POST /v1/decisions before the first snapshot', () => {
  it('answers 200 with empty slots that say so', async () => {
    const adServer = await openAdServer({ snapshot: null });
    const response = await adServer.browser('POST', '/v1/decisions', {
      opportunities: [{ slotId: 's', placementId: placements.sidebar }],
    });
    expect(response.statusCode).toBe(200);
    expect(response.json<DecisionResponse>().slots[0]).toMatchObject({
      ad: null,
      noFill: { nbr: 1, reason: 'not-ready' },
    });
    await adServer.close();
  });
});
