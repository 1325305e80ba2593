import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { steerableClock } from '../src/index.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { placements, START_MS } from './harness/snapshot.ts';

describe('an ad-server with a snapshot', () => {
  let adServer: TestAdServer;
  beforeAll(async () => {
    adServer = await openAdServer({ widgetScript: 'var widget = 1;' });
  });
  afterAll(() => adServer.close());

  it('is ready', async () => {
    const response = await adServer.browser('GET', '/health');
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { status: 'ready', revision: 'test-revision' },
    ]);
  });

  it('hands out the widget, revalidated by its tag', async () => {
    const response = await adServer.browser('GET', '/widget.js');
    expect(response.body).toBe('var widget = 1;');
    expect(response.headers['content-type']).toContain('text/javascript');
    const headers = { 'if-none-match': String(response.headers.etag) };
    expect((await adServer.browser('GET', '/widget.js', undefined, headers)).statusCode).toBe(304);
  });

  it('counts slots and times decisions for Prometheus', async () => {
    await adServer.decide(placements.sidebar);
    const { body, headers } = await adServer.browser('GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('placard_slots_total{outcome="filled"} 1');
    expect(body).toContain('placard_decision_duration_seconds_count 1');
  });

  it('answers an unknown address with a problem', async () => {
    const response = await adServer.browser('GET', '/v2/decisions');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ status: 404, type: 'about:blank' });
  });

  it('lets pages of any origin ask before they post', async () => {
    const response = await adServer.browser('OPTIONS', '/v1/decisions', undefined, {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    });
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect(response.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('has no clock to move', async () => {
    const response = await adServer.server('PUT', '/v1/clock', { nowMs: 1 });
    expect(response.statusCode).toBe(404);
  });
});

describe('an ad-server without a snapshot', () => {
  it('is not ready, and takes no behaviour that it could not place', async () => {
    const adServer = await openAdServer({ snapshot: null });
    const health = await adServer.browser('GET', '/health');
    expect([health.statusCode, health.json().status]).toEqual([503, 'starting']);
    const behaviour = await adServer.browser('POST', '/v1/behaviour', { events: [{}] });
    expect(behaviour.statusCode).toBe(503);
    await adServer.close();
  });
});

describe('a simulated clock', () => {
  it('is moved with a server key, and only by a sensible time', async () => {
    const clock = steerableClock({ nowMs: () => START_MS });
    const adServer = await openAdServer({ change: { clock, steerableClock: clock } });
    const put = async (who: 'browser' | 'server', nowMs: unknown) =>
      (await adServer[who]('PUT', '/v1/clock', { nowMs })).statusCode;
    expect(await put('browser', 5)).toBe(401);
    expect(await put('server', 'noon')).toBe(400);
    expect(await put('server', -1)).toBe(400);
    expect(clock.nowMs()).toBe(START_MS);
    expect(await put('server', START_MS + 5)).toBe(200);
    expect(clock.nowMs()).toBe(START_MS + 5);
    await adServer.close();
  });
});
