import { createEventLogWriter } from '@placard/event-log';
import { freePort } from '@placard/testing';
import { expect, it } from 'vitest';
import { openAdServer } from './harness/ad-server.ts';
import { placements } from './harness/snapshot.ts';

it('an event that cannot be made durable is not acknowledged, and decisions go on', async () => {
  const nowhere = `postgres://ingest@127.0.0.1:${await freePort()}/none`;
  const eventSink = createEventLogWriter(nowhere, { connectTimeoutMs: 200 });
  const adServer = await openAdServer({ change: { eventSink } });
  const { ad } = await adServer.decide(placements.sidebar);

  const response = await adServer.browser('POST', '/v1/events', {
    events: [{ token: ad.tokens.impression }],
  });
  expect(response.statusCode).toBe(503);
  expect(response.headers['retry-after']).toBe('1');
  expect(response.body).not.toContain('127.0.0.1');

  const click = await adServer.browser('GET', new URL(ad.clickUrl).pathname);
  expect(click.statusCode).toBe(503);
  expect(click.headers.location).toBeUndefined();

  expect((await adServer.decide(placements.sidebar)).ad).toBeTruthy();
  await adServer.close();
});
