import { eventually } from '@placard/testing';
import { expect, it } from 'vitest';
import { openAdServer } from './harness/ad-server.ts';
import { placements } from './harness/snapshot.ts';

it('a saturated server refuses decisions at once, says when to come back, and recovers', async () => {
  let nowMs = 0;
  let busy = 1;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const adServer = await openAdServer({
    // Decisions wait here: what a queue is made of.
    fault: (store) => ({ ...store, reserve: (...args) => held.then(() => store.reserve(...args)) }),
    change: {
      decisionTimeoutMs: 20_000,
      overload: {
        queueMs: 1,
        busyShare: () => busy,
        nowMs: () => {
          nowMs += 200;
          return nowMs;
        },
      },
    },
  });
  const ask = () =>
    adServer.browser('POST', '/v1/decisions', {
      opportunities: [{ slotId: 's', placementId: placements.sidebar }],
    });
  const statuses: number[] = [];
  const answers = Promise.all(
    Array.from({ length: 40 }, async () => {
      statuses.push((await ask()).statusCode);
    }),
  );
  // Eight are let in and wait; the rest are answered before any of them.
  await eventually(() => expect(statuses).toEqual(Array(32).fill(503)), { timeoutMs: 10_000 });

  const refused = await ask();
  expect(refused.statusCode).toBe(503);
  expect(refused.headers['retry-after']).toBe('1');
  expect(refused.json()).toMatchObject({ title: 'Not available now' });
  expect((await adServer.browser('GET', '/health')).statusCode).toBe(200);
  expect((await adServer.browser('GET', '/metrics')).body).toMatch(
    /placard_decisions_refused_total [1-9]/,
  );

  release();
  await answers;
  expect(statuses.slice(32)).toEqual(Array(8).fill(200));
  busy = 0.5;
  expect((await ask()).statusCode).toBe(200);
  await adServer.close();
});
