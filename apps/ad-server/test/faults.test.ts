import type { DecisionResponse } from '@placard/contracts';
import { createEventLogWriter } from '@placard/event-log';
import type { HotState } from '@placard/serving';
import { eventually, freePort } from '@placard/testing';
import { describe, expect, it } from 'vitest';
import { openAdServer, type TestAdServer, type TestOptions } from './harness/ad-server.ts';
import { placements } from './harness/snapshot.ts';

const never = () => new Promise<never>(() => {});
const broken = () => Promise.reject(new Error('the store is away'));

/** Decides for a known viewer: the store is asked for a profile and for a hold. */
async function ask(adServer: TestAdServer) {
  const startMs = performance.now();
  const response = await adServer.browser('POST', '/v1/decisions', {
    opportunities: [
      { slotId: 's', placementId: placements.house },
      { slotId: 't', placementId: placements.sidebar },
    ],
    viewer: { key: 'viewer-1' },
    consent: { personalization: true },
  });
  expect(response.statusCode, response.body).toBe(200);
  const { slots } = response.json<DecisionResponse>();
  return { slots, elapsedMs: performance.now() - startMs };
}

describe('a decision is answered', () => {
  const withServer = async (
    options: TestOptions,
    check: (adServer: TestAdServer) => Promise<void>,
  ) => {
    const adServer = await openAdServer(options);
    try {
      await check(adServer);
    } finally {
      await adServer.close();
    }
  };

  it.each<[string, Partial<HotState>]>([
    ['reading viewers', { viewer: never }],
    ['holding budgets', { reserve: never }],
  ])('in time when the store hangs while %s', async (_, fault) => {
    const options = {
      fault: (store: HotState) => ({ ...store, ...fault }),
      change: { decisionTimeoutMs: 200 },
    };
    await withServer(options, async (adServer) => {
      const { slots, elapsedMs } = await ask(adServer);
      expect(slots.map(({ slotId }) => slotId)).toEqual(['s', 't']);
      expect(elapsedMs).toBeLessThan(2_000);
      expect((await adServer.browser('GET', '/metrics')).body).toContain(
        'placard_decision_failures_total{cause="timeout"} 1',
      );
    });
  });

  it.each<[string, Partial<HotState>]>([
    ['viewers cannot be read', { viewer: broken }],
    ['budgets cannot be held', { reserve: broken }],
  ])('when %s', async (_, fault) => {
    await withServer({ fault: (store) => ({ ...store, ...fault }) }, async (adServer) => {
      const { slots } = await ask(adServer);
      expect(slots[0]).toMatchObject({ slotId: 's', ad: { house: true } });
    });
  });

  it('when it cannot be logged, and the loss is counted', async () => {
    const nowhere = `postgres://ingest@127.0.0.1:${await freePort()}/none`;
    const eventSink = createEventLogWriter(nowhere, { connectTimeoutMs: 100 });
    await withServer({ change: { eventSink } }, async (adServer) => {
      expect((await ask(adServer)).slots).toHaveLength(2);
      await eventually(async () => {
        const { body } = await adServer.browser('GET', '/metrics');
        expect(body).toMatch(/placard_decision_log_failures_total [1-9]/);
      });
    });
    await eventSink.close();
  });
});
