import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { PUBLISHER_KEY, placements, STRANGER_KEY } from './harness/snapshot.ts';

let adServer: TestAdServer;
beforeAll(async () => {
  adServer = await openAdServer();
});
afterAll(() => adServer.close());

const ask = (headers: Record<string, string>) =>
  adServer.browser(
    'POST',
    '/v1/decisions',
    { opportunities: [{ slotId: 's', placementId: placements.sidebar }] },
    headers,
  );

it.each([
  ['another site', { origin: 'https://thief.example' }],
  ['a site that looks alike', { origin: 'https://lantern.example.thief.example' }],
  ['a page that hides its origin', { origin: 'null' }],
  ['a program without a key', { origin: '' }],
  ['a server of another organization', { origin: '', authorization: `Bearer ${STRANGER_KEY}` }],
])('a placement refuses %s', async (_, headers) => {
  const response = await ask(headers);
  expect(response.statusCode).toBe(403);
  expect(response.json()).toMatchObject({ status: 403, title: 'Not allowed here' });
});

it.each([
  ['its own site', { origin: 'https://lantern.example' }],
  ['a part of its site', { origin: 'https://www.lantern.example:8443' }],
  ['its own server', { origin: '', authorization: `Bearer ${PUBLISHER_KEY}` }],
  ['its own site by referer', { origin: '', referer: 'https://lantern.example/a' }],
])('a placement serves %s', async (_, headers) => {
  expect((await ask(headers)).statusCode).toBe(200);
});
