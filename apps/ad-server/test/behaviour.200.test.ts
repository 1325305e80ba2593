import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import {
  marketId,
  PUBLISHER_KEY,
  placements,
  propertyId,
  STRANGER_KEY,
} from './harness/snapshot.ts';

const CONSENT = { personalization: true };
const view = (changes = {}) => ({
  id: 'view-00000001',
  kind: 'view',
  placementId: placements.sidebar,
  viewerKey: 'viewer-1',
  categories: ['running'],
  ...changes,
});

describe('POST /v1/behaviour answers 200 with the outcome of each entry', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  beforeEach(() => adServer.startOver());
  afterAll(() => adServer.close());

  const send = async (body: object, headers = {}) => {
    const response = await adServer.browser('POST', '/v1/behaviour', body, headers);
    expect(response.statusCode, response.body).toBe(200);
    return response.json<{ outcomes: string[] }>().outcomes;
  };

  it('accepted: a consenting viewer, on the publisher’s own page, once per id', async () => {
    const rating = view({ id: 'rating-0000001', kind: 'rating', itemId: 'itm_1', value: 4.5 });
    expect(await send({ events: [view(), rating, view()], consent: CONSENT })).toEqual([
      'accepted',
      'accepted',
      'duplicate',
    ]);
    expect(await adServer.logged()).toMatchObject([
      {
        kind: 'view',
        dedupeKey: `${propertyId}:view-00000001`,
        marketId,
        viewerKey: 'viewer-1',
        categories: ['running'],
        decision: null,
      },
      { kind: 'rating', itemId: 'itm_1', value: 4.5 },
    ]);
  });

  it('not-consented: refused, or not said', async () => {
    expect(await send({ events: [view()], consent: { personalization: false } })).toEqual([
      'not-consented',
    ]);
    expect(await send({ events: [view()] })).toEqual(['not-consented']);
    expect(await adServer.logged()).toEqual([]);
  });

  it('forged: from another site, or from no page at all', async () => {
    const body = { events: [view()], consent: CONSENT };
    expect(await send(body, { origin: 'https://thief.example' })).toEqual(['forged']);
    expect(await send(body, { origin: '' })).toEqual(['forged']);
  });

  it('malformed: a rating off the scale, a dwell of a year, a rating that says nothing', async () => {
    const odd = [
      { id: 'rating-0000002', kind: 'rating', value: 40 },
      { id: 'rating-0000003', kind: 'rating' },
      { id: 'dwell-00000001', kind: 'dwell', value: 365 * 86_400_000 },
    ].map((change) => view(change));
    const fit = view({ id: 'dwell-00000002', kind: 'dwell', value: 40_000 });
    expect(await send({ events: [...odd, fit], consent: CONSENT })).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'accepted',
    ]);
  });

  it('of the past from a trusted server alone, of the future from nobody', async () => {
    const past = view({ id: 'view-00000007', occurredAtMs: 1_700_000_000_000 });
    const future = view({ id: 'view-00000008', occurredAtMs: 9_000_000_000_000 });
    const body = { events: [past, future], consent: CONSENT };
    expect(await send(body)).toEqual(['forged', 'malformed']);
    const answer = await adServer.server('POST', '/v1/behaviour', body);
    expect(answer.json()).toEqual({ outcomes: ['accepted', 'malformed'] });
    expect(await adServer.logged()).toMatchObject([{ occurredAtMs: 1_700_000_000_000 }]);
  });

  it('of one’s own placements with a key of one’s own, and of nobody else’s', async () => {
    const past = view({ id: 'view-00000009', occurredAtMs: 1_700_000_000_000 });
    const own = { authorization: `Bearer ${PUBLISHER_KEY}`, origin: '' };
    const foreign = { authorization: `Bearer ${STRANGER_KEY}`, origin: '' };
    expect(await send({ events: [past] }, foreign)).toEqual(['forged']);
    expect(await send({ events: [past] }, own)).toEqual(['accepted']);
  });

  it('malformed: an unknown placement or kind', async () => {
    const events = [
      view({ placementId: 'plc_unknown' }),
      view({ kind: 'impression' }),
      view({ id: 'x' }),
    ];
    expect(await send({ events, consent: CONSENT })).toEqual(Array(3).fill('malformed'));
  });

  it('accepted from a trusted server, which vouches for consent unless it says otherwise', async () => {
    const ask = async (body: object) =>
      (await adServer.server('POST', '/v1/behaviour', body)).json<{ outcomes: string[] }>()
        .outcomes;
    expect(await ask({ events: [view({ id: 'view-00000003' })] })).toEqual(['accepted']);
    const refused = {
      events: [view({ id: 'view-00000002' })],
      consent: { personalization: false },
    };
    expect(await ask(refused)).toEqual(['not-consented']);
    expect((await adServer.logged()).map(({ ivt }) => ivt)).toEqual([null]);
  });
});
