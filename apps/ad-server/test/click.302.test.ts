import { DAY_MS, HOUR_MS } from '@placard/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FilledSlot, openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { ads, placements, retired, START_MS } from './harness/snapshot.ts';

describe('GET /v1/click/:token answers 302', () => {
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

  const click = (url: string, headers = {}) => adServer.browser('GET', url, undefined, headers);
  const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;
  const landingUrl = () => new URL(ads.find(({ adId }) => adId === slot.ad.adId)?.landingUrl ?? '');

  it('to the landing page stored with the ad, once the click is in the log', async () => {
    const response = await click(pathOf(slot.ad.clickUrl));
    expect(response.statusCode).toBe(302);
    const location = new URL(response.headers.location ?? '');
    expect([location.origin, location.pathname, location.hash]).toEqual([
      landingUrl().origin,
      landingUrl().pathname,
      landingUrl().hash,
    ]);
    for (const [name, value] of landingUrl().searchParams) {
      expect(location.searchParams.get(name)).toBe(value);
    }
    expect((await adServer.logged()).map(({ kind }) => kind)).toEqual(['click']);
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('with a conversion token that counts, long after the click', async () => {
    const { location } = (await click(pathOf(slot.ad.clickUrl))).headers;
    const token = new URL(location ?? '').searchParams.get('placard_click');
    adServer.setClock(START_MS + 20 * DAY_MS);
    const response = await adServer.server('GET', `/v1/postback?placard_click=${token}&value=12.5`);
    expect(response.json()).toEqual({ outcome: 'accepted' });
  });

  it('every time, and counts one click of a hundred in parallel', async () => {
    const path = pathOf(slot.ad.clickUrl);
    const answers = await Promise.all(Array.from({ length: 100 }, () => click(path)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([302]));
    expect(await adServer.logged()).toHaveLength(1);
  });

  it.each([
    ['a destination in the address', '&u=https://evil.example&u=https://evil.example', {}],
    ['another host', '', { host: 'evil.example', 'x-forwarded-host': 'evil.example' }],
    ['an overridden method', '', { 'x-http-method-override': 'DELETE' }],
  ])('to the same page despite %s', async (_, suffix, headers) => {
    const response = await click(`${pathOf(slot.ad.clickUrl)}${suffix}`, headers);
    expect(response.statusCode).toBe(302);
    expect(new URL(response.headers.location ?? '').origin).toBe('https://shop.example');
  });

  it.each(['', '?c=', '?c=nonsense', '?c=a&c=b'])(
    'without a conversion token when the address carries none of its own: %j',
    async (query) => {
      const { location } = (await click(`/v1/click/${slot.ad.tokens.click}${query}`)).headers;
      expect(location).toBe(landingUrl().href);
    },
  );

  it('without the conversion token of another decision', async () => {
    const other = await adServer.decide(placements.sidebar);
    const { location } = (
      await click(`/v1/click/${slot.ad.tokens.click}?c=${other.ad.tokens.conversion}`)
    ).headers;
    expect(location).toBe(landingUrl().href);
  });

  it('to the page of an ad that has retired since', async () => {
    const opened = adServer.tokens.open(slot.ad.tokens.click, START_MS);
    if (opened.outcome !== 'ok') throw new Error('the token should open');
    const expiresAtMs = START_MS + HOUR_MS;
    const token = adServer.tokens.seal({ ...opened.token, adId: retired.adId, expiresAtMs });
    const response = await click(`/v1/click/${token}`);
    expect(response.headers.location).toBe(retired.landingUrl);
  });
});
