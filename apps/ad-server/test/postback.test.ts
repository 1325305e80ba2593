import { DAY_MS } from '@placard/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements, START_MS } from './harness/snapshot.ts';

describe('/v1/postback', () => {
  let adServer: TestAdServer;
  let conversion: string;
  let click: string;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  beforeEach(async () => {
    await adServer.startOver();
    ({ conversion, click } = (await adServer.decide(placements.sidebar)).ad.tokens);
  });
  afterAll(() => adServer.close());

  /** As an advertiser's server: neither a page nor a server key. */
  const report = (query: string) =>
    adServer.browser('GET', `/v1/postback?${query}`, undefined, {
      origin: '',
      'user-agent': 'python-requests/2.32',
    });

  it('200: counts a conversion with its value, which is real traffic whoever reports it', async () => {
    const response = await report(`placard_click=${conversion}&value=12.50&quantity=2`);
    expect([response.statusCode, response.json()]).toEqual([200, { outcome: 'accepted' }]);
    expect(await adServer.logged()).toMatchObject([
      { kind: 'conversion', value: 12_500_000, quantity: 2, ivt: null },
    ]);
  });

  it('200: takes JSON as well, and counts once', async () => {
    const body = { placard_click: conversion, value: 3 };
    const first = await adServer.browser('POST', '/v1/postback', body);
    const second = await report(`placard_click=${conversion}`);
    expect([first.json().outcome, second.json().outcome]).toEqual(['accepted', 'duplicate']);
    expect(await adServer.logged()).toMatchObject([{ value: 3_000_000, quantity: null }]);
  });

  it('404: a click token is no conversion, and a changed one nothing at all', async () => {
    for (const token of [click, `${conversion}A`, 'x'.repeat(200)]) {
      expect((await report(`placard_click=${token}`)).statusCode).toBe(404);
    }
    expect(await adServer.logged()).toEqual([]);
  });

  it('410: the window has closed', async () => {
    adServer.setClock(START_MS + 31 * DAY_MS);
    const response = await report(`placard_click=${conversion}`);
    expect([response.statusCode, response.json()]).toEqual([410, { outcome: 'expired' }]);
  });

  it.each([
    '',
    'value=5',
    'placard_click=TOKEN&value=-1',
    'placard_click=TOKEN&value=1e9',
    'placard_click=TOKEN&quantity=1.5',
    'placard_click=TOKEN&placard_click=TOKEN',
  ])('400: %j', async (query) => {
    expect((await report(query.replaceAll('TOKEN', conversion))).statusCode).toBe(400);
    expect(await adServer.logged()).toEqual([]);
  });
});
