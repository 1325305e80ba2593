import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { ads, PUBLISHER_KEY, placements, SERVER_KEY } from './harness/snapshot.ts';

const opportunities = [{ slotId: 's', placementId: placements.anywhere }];
const [ad] = ads;

describe('POST /v1/decisions answers 401', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer();
  });
  afterAll(() => adServer.close());

  it.each([
    ['restrict the ads', { restrictToAds: [ad.adId] }],
    ['exclude ads', { excludeAds: [ad.adId] }],
  ])('to a page that wants to %s', async (_, choice) => {
    const response = await adServer.browser('POST', '/v1/decisions', { opportunities, ...choice });
    expect(response.statusCode).toBe(401);
    expect(response.json().detail).toContain('server key');
  });

  it('to a publisher’s own key that wants to steer what is chosen', async () => {
    const body = { opportunities, restrictToAds: [ad.adId] };
    const own = { authorization: `Bearer ${PUBLISHER_KEY}` };
    expect((await adServer.browser('POST', '/v1/decisions', body, own)).statusCode).toBe(401);
    const clock = await adServer.browser('PUT', '/v1/clock', { nowMs: 1 }, own);
    expect([401, 404]).toContain(clock.statusCode);
  });

  it('to a key that nobody knows, whatever it asks', async () => {
    const authorization = `Bearer ${SERVER_KEY}x`;
    const response = await adServer.browser(
      'POST',
      '/v1/decisions',
      { opportunities },
      { authorization },
    );
    expect(response.statusCode).toBe(401);
  });

  it('to a server without a key that speaks for a viewer', async () => {
    const body = { opportunities, viewer: { key: 'viewer-1' }, consent: { personalization: true } };
    const bare = { 'user-agent': 'node', origin: '' };
    expect((await adServer.browser('POST', '/v1/decisions', body, bare)).statusCode).toBe(401);
    expect((await adServer.server('POST', '/v1/decisions', body)).statusCode).toBe(200);
  });
});
