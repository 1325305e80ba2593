import { HOUR_MS } from '@placard/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FilledSlot, openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements, START_MS } from './harness/snapshot.ts';

describe('GET /v1/click/:token leads nowhere and counts nothing', () => {
  let adServer: TestAdServer;
  let slot: FilledSlot;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  beforeEach(async () => {
    await adServer.startOver();
    slot = await adServer.decide(placements.sidebar);
  });
  afterAll(() => adServer.close());

  const path = () => `/v1/click/${slot.ad.tokens.click}`;

  it('410: after its time', async () => {
    adServer.setClock(START_MS + HOUR_MS);
    const response = await adServer.browser('GET', path());
    expect(response.statusCode).toBe(410);
    expect(response.headers.location).toBeUndefined();
    expect(await adServer.logged()).toEqual([]);
  });

  it('410: when nobody knows the ad any more', async () => {
    const opened = adServer.tokens.open(slot.ad.tokens.click, START_MS);
    if (opened.outcome !== 'ok') throw new Error('the token should open');
    const token = adServer.tokens.seal({ ...opened.token, adId: 'ad_gone' });
    const response = await adServer.browser('GET', `/v1/click/${token}`);
    expect(response.statusCode).toBe(410);
    expect(await adServer.logged()).toEqual([]);
  });

  it.each([
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
  ])('204: to a browser that only prepares, %j', async (headers) => {
    const response = await adServer.browser('GET', path(), undefined, headers);
    expect(response.statusCode).toBe(204);
    expect(response.headers.location).toBeUndefined();
    expect(await adServer.logged()).toEqual([]);
  });

  it.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])('405: to %s', async (method) => {
    const response = await adServer.browser(method, path());
    expect(response.statusCode).toBe(405);
    expect(response.headers.allow).toBe('GET');
    expect(response.headers.location).toBeUndefined();
    expect(await adServer.logged()).toEqual([]);
  });

  it('no redirect to OPTIONS either', async () => {
    const response = await adServer.browser('OPTIONS', path());
    expect(response.headers.location).toBeUndefined();
    expect(await adServer.logged()).toEqual([]);
  });
});
