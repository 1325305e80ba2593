import { decisionResponseSchema, eventBatchResponseSchema } from '@placard/contracts';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createCampaign, createMarket, type TestMarket } from './market.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ROUNDS = 10;

let market: TestMarket;
let platform: TestPlatform;
beforeAll(async () => {
  market = await createMarket(10 ** 13);
  for (let ad = 0; ad < 2; ad++) await createCampaign(market, { dailyMicros: 10 ** 12 });
  await market.owner.query('update placements set floor_ecpm_micros = 1000');
  await market.owner.query("update markets set exploration = 0, policy = 'greedy'");
  platform = await startPlatform(market, createMemoryStore());
});
afterAll(async () => {
  await platform.close();
  await market.drop();
});

async function shown() {
  const body = {
    viewer: { key: 'viewer' },
    consent: { personalization: true, storage: true },
    opportunities: [{ slotId: 'top', placementId: market.placementId }],
  };
  const { slots } = decisionResponseSchema.parse(await platform.post('/v1/decisions', body));
  return slots[0]!.ad;
}

test('an event changes which ad wins within a second, over HTTP, the log and the worker', async () => {
  const latenciesMs: number[] = [];
  const winners = new Set<string>();
  let ad = await eventually(
    async () => {
      const first = await shown();
      expect(first).not.toBeNull();
      return first!;
    },
    { timeoutMs: 20_000 },
  );
  for (let round = 0; round < ROUNDS; round++) {
    // Nothing but an event moves a greedy choice.
    for (let again = 0; again < 3; again++) expect((await shown())?.adId).toBe(ad.adId);
    winners.add(ad.adId);
    // Two like ads: the one that is shown and not clicked falls behind the other.
    const reported = await platform.post('/v1/events', {
      events: [{ token: ad.tokens.impression }],
    });
    expect(eventBatchResponseSchema.parse(reported).outcomes).toEqual(['accepted']);
    const acceptedMs = performance.now();
    ad = await eventually(
      async () => {
        const next = await shown();
        expect(next?.adId).not.toBe(ad.adId);
        return next!;
      },
      { intervalMs: 5, timeoutMs: 15_000 },
    );
    latenciesMs.push(performance.now() - acceptedMs);
  }
  expect(winners.size).toBe(2);
  latenciesMs.sort((a, b) => a - b);
  // Other work on this machine may hold back one.
  expect(latenciesMs[ROUNDS - 2]).toBeLessThan(1_000);
});
