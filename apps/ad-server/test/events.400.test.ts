import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';

let adServer: TestAdServer;
beforeAll(async () => {
  adServer = await openAdServer();
});
afterAll(() => adServer.close());

it.each([
  ['no body', ''],
  ['broken JSON', '{"events":[{]}'],
  ['no batch', '{}'],
  ['an empty batch', '{"events":[]}'],
  ['a batch too long', JSON.stringify({ events: Array(201).fill({}) })],
  ['events that are no list', '{"events":{"token":"x"}}'],
])('a batch that is %s is refused as a whole', async (_, body) => {
  for (const url of ['/v1/events', '/v1/behaviour']) {
    const response = await adServer.browser('POST', url, body);
    expect(response.statusCode, url).toBe(400);
    expect(response.json()).toMatchObject({ type: 'about:blank', status: 400 });
  }
});
