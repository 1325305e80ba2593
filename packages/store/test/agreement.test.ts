import type { HoldRef, Reservation } from '@placard/serving';
import { redisForTest } from '@placard/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryStore, createRedisStore, type Store } from '../src/index.ts';

const { url, keyPrefix, drop } = redisForTest();
let redis: Store;
beforeAll(async () => {
  redis = await createRedisStore({ url, keyPrefix, commandTimeoutMs: 5_000 });
});
afterAll(async () => {
  await redis.close();
  await drop();
});

const START_MS = 1_800_000_000_000;
const DAYS = ['2026-11-20', '2026-11-21'];
const small = (max: number) => fc.integer({ min: 0, max });

/** Few ids and small sums, so that commands meet. */
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      decision: small(4),
      campaign: small(2),
      viewer: fc.option(small(1)),
      charge: small(60),
      hold: small(60),
      ttlMs: fc.integer({ min: 1, max: 400_000 }),
      day: small(1),
      cap: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('settle' as const, 'release' as const, 'confirm' as const),
      decision: small(4),
      campaign: small(2),
      viewer: small(1),
      charge: small(60),
      day: small(1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: small(300_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      campaign: small(2),
      spent: small(100),
    }),
  },
);

type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

let world = 0;

/** The same commands, under ids of this run's own, to one store; answers all that could be seen on the way. */
async function play(store: Store, run: number, commands: readonly Command[]) {
  const seen: unknown[] = [];
  let nowMs = START_MS;
  const id = (kind: string, number: number) => `${kind}_${run}_${number}`;
  // Campaigns 0 and 1 share an advertiser and its wallet.
  const advertiser = (campaign: number) => id('adv', campaign >> 1);
  const ref = (decision: number, campaign: number, viewer: number | null): HoldRef => ({
    // A decision is of one campaign.
    decisionId: id(`dec_${campaign}`, decision),
    marketId: 'mkt_1',
    viewerKey: viewer === null ? null : id('viewer', viewer),
    advertiserId: advertiser(campaign),
    campaignId: id('cmp', campaign),
    adGroupId: id('agr', campaign),
  });
  for (const step of commands) {
    switch (step.do) {
      case 'reserve': {
        const reservation: Reservation = {
          ...ref(step.decision, step.campaign, step.viewer),
          chargeMicros: step.charge,
          holdMicros: Math.min(step.hold, step.charge),
          expiresAtMs: nowMs + step.ttlMs,
          budget: { day: DAYS[step.day]!, dailyMicros: 150, totalMicros: 220 },
          baseline: { spentTotalMicros: 10, spentDayMicros: 5, walletBalanceMicros: 200 },
          frequencyCap: step.cap === null ? null : { impressions: step.cap, windowMs: 500_000 },
        };
        seen.push(await store.reserve([reservation], nowMs));
        break;
      }
      case 'settle':
        await store.settle([
          {
            ...ref(step.decision, step.campaign, null),
            day: DAYS[step.day]!,
            chargeMicros: step.charge,
          },
        ]);
        break;
      case 'release':
        await store.release([ref(step.decision, step.campaign, step.viewer)]);
        break;
      case 'confirm': {
        const { viewerKey, ...hold } = ref(step.decision, step.campaign, step.viewer);
        const shown = { ...hold, viewerKey: viewerKey!, occurredAtMs: nowMs };
        await store.confirmImpressions([shown]);
        break;
      }
      case 'wait':
        nowMs += step.ms;
        break;
      case 'sweep':
        await store.releaseExpired(nowMs);
        break;
      case 'sync':
        await store.syncSpend([
          {
            advertiserId: advertiser(step.campaign),
            campaignId: id('cmp', step.campaign),
            spentTotalMicros: step.spent,
            spentByDayMicros: { [DAYS[0]!]: step.spent },
          },
        ]);
    }
    for (let campaign = 0; campaign <= 2; campaign++) {
      const of = [advertiser(campaign), id('cmp', campaign)] as const;
      for (const day of DAYS) seen.push(await store.commitment(...of, day));
    }
    for (let viewer = 0; viewer <= 1; viewer++) {
      const { cappedCounts } = await store.viewer('mkt_1', id('viewer', viewer), nowMs);
      seen.push([...cappedCounts].sort());
    }
  }
  return seen;
}

test('memory and Redis answer every sequence of commands alike', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 30 }), async (commands) => {
      const run = ++world;
      const expected = await play(createMemoryStore(), run, commands);
      expect(await play(redis, run, commands)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
}, 60_000);
