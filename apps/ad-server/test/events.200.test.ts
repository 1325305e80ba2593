import { TOKEN_KINDS } from '@placard/contracts';
import { MINUTE_MS } from '@placard/domain';
import { createTokenSealer } from '@placard/serving';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements, START_MS } from './harness/snapshot.ts';

describe('POST /v1/events answers 200 with the outcome of each entry', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  beforeEach(() => adServer.startOver());
  afterAll(() => adServer.close());

  const send = async (events: unknown[], headers = {}) => {
    const response = await adServer.browser('POST', '/v1/events', { events }, headers);
    expect(response.statusCode, response.body).toBe(200);
    return response.json<{ outcomes: string[] }>().outcomes;
  };

  it('accepted: the event is in the log when the answer comes', async () => {
    const { ad, decisionId } = await adServer.decide(placements.sidebar);
    expect(await send(TOKEN_KINDS.map((kind) => ({ token: ad.tokens[kind] })))).toEqual(
      Array(4).fill('accepted'),
    );
    const logged = await adServer.logged();
    expect(logged.map(({ kind }) => kind)).toEqual([...TOKEN_KINDS]);
    expect(logged[0]).toMatchObject({
      dedupeKey: `${decisionId}:impression`,
      occurredAtMs: START_MS,
      decision: { decisionId, adId: ad.adId, chargeMicros: 0 },
      ivt: null,
    });
    const click = logged.find(({ kind }) => kind === 'click');
    expect(click?.decision?.chargeMicros).toBeGreaterThan(0);
  });

  it('duplicate: a token counts once, in one batch, over batches and in parallel', async () => {
    const { ad } = await adServer.decide(placements.sidebar);
    const entry = { token: ad.tokens.impression };
    expect(await send([entry, entry])).toEqual(['accepted', 'duplicate']);
    const again = await Promise.all(Array.from({ length: 50 }, () => send([entry])));
    expect(new Set(again.flat())).toEqual(new Set(['duplicate']));
    expect(await adServer.logged()).toHaveLength(1);
  });

  it('expired: too late, and not counted', async () => {
    const { ad } = await adServer.decide(placements.sidebar);
    adServer.setClock(START_MS + 31 * MINUTE_MS);
    expect(await send([{ token: ad.tokens.impression }])).toEqual(['expired']);
    expect(await adServer.logged()).toEqual([]);
  });

  it('forged: changed by a character, or sealed by another installation', async () => {
    const { ad } = await adServer.decide(placements.sidebar);
    const { impression } = ad.tokens;
    const middle = impression.length >> 1;
    const changed =
      impression.slice(0, middle) +
      (impression[middle] === 'A' ? 'B' : 'A') +
      impression.slice(middle + 1);
    const opened = adServer.tokens.open(impression, START_MS);
    if (opened.outcome !== 'ok') throw new Error('the token should open');
    const stranger = createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]);
    expect(await send([{ token: changed }, { token: stranger.seal(opened.token) }])).toEqual([
      'forged',
      'forged',
    ]);
  });

  it('malformed: one bad entry does not spoil the others', async () => {
    const { ad } = await adServer.decide(placements.sidebar);
    const token = ad.tokens.conversion;
    expect(
      await send([
        null,
        {},
        'text',
        { token: 7 },
        { token: '%'.repeat(40) },
        { token: 'x'.repeat(3000) },
        { token, valueMicros: -1 },
        { token, quantity: 0 },
        { token, valueMicros: 12_500_000, quantity: 2 },
      ]),
    ).toEqual([...Array(8).fill('malformed'), 'accepted']);
    expect((await adServer.logged())[0]).toMatchObject({ value: 12_500_000, quantity: 2 });
  });

  it('to a beacon, which sends text/plain', async () => {
    const { ad } = await adServer.decide(placements.sidebar);
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    expect(await send([{ token: ad.tokens.viewable }], headers)).toEqual(['accepted']);
  });

  it('and marks robots as invalid traffic, never a trusted server', async () => {
    const [first, second] = [
      await adServer.decide(placements.sidebar),
      await adServer.decide(placements.sidebar),
    ];
    await send([{ token: first.ad.tokens.click }], { 'user-agent': 'Googlebot/2.1' });
    await adServer.server('POST', '/v1/events', { events: [{ token: second.ad.tokens.click }] });
    expect((await adServer.logged()).map(({ ivt }) => ivt)).toEqual(['givt', null]);
  });
});

describe('GET /metrics', () => {
  it('counts the events that came, by kind and outcome', async () => {
    const adServer = await openAdServer();
    const { ad } = await adServer.decide(placements.sidebar);
    const token = ad.tokens.impression;
    await adServer.browser('POST', '/v1/events', { events: [{ token }, { token }, {}] });
    const { body } = await adServer.browser('GET', '/metrics');
    expect(body).toContain('placard_events_total{kind="impression",outcome="accepted"} 1');
    expect(body).toContain('placard_events_total{kind="impression",outcome="duplicate"} 1');
    expect(body).toContain('placard_events_total{kind="unknown",outcome="malformed"} 1');
    await adServer.close();
  });
});
