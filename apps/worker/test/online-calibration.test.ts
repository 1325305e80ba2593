import { decisionResponseSchema, type LogPosition, onlineReportSchema } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { compareLogPositions } from '@placard/ranking';
import { promoteModel } from '@placard/services';
import { createRedisStore } from '@placard/store';
import { eventually, redisForTest } from '@placard/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registerKnownModel } from './known-model.ts';
import { createCampaign, createMarket, type TestMarket } from './market.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const CLICK_WAIT_MS = 200;
/** What is true of ten ads; the champion says twice as much of each. */
const RATES = Array.from({ length: 10 }, (_, i) => 0.08 + 0.022 * i);
const logit = (p: number) => Math.log(p / (1 - p));

let market: TestMarket;
let platform: TestPlatform;
let modelVersionId: `mdl_${string}`;
const rateOf = new Map<string, number>();
let views = 0;
const redis = redisForTest();

beforeAll(async () => {
  market = await createMarket(10 ** 13);
  for (const rate of RATES) {
    rateOf.set((await createCampaign(market, { dailyMicros: 10 ** 12 })).adId, rate);
  }
  await market.owner.query('update placements set floor_ecpm_micros = 0');
  await market.owner.query('update markets set exploration = 0');
  const store = await createRedisStore({
    ...{ url: redis.url, keyPrefix: redis.keyPrefix, commandTimeoutMs: 5_000, refreshMs: 50 },
  });
  platform = await startPlatform(market, store, {
    clickWaitMs: CLICK_WAIT_MS,
    before: async ({ blobs, ctx }) => {
      const tooHigh = [...rateOf].map(([adId, rate]) => [adId, logit(2 * rate)] as const);
      modelVersionId = await registerKnownModel(market, blobs, Object.fromEntries(tooHigh));
      await promoteModel({ ctx, input: { modelVersionId } });
    },
  });
});
afterAll(async () => {
  await platform.close();
  await redis.drop();
  await market.drop();
});

/** A page that shows all ten ads; every event is sent twice. */
async function view(): Promise<number> {
  const random = seededRandom(views++);
  const clicked = new Map([...rateOf].map(([adId, rate]) => [adId, random() < rate]));
  const opportunities = RATES.map((_, i) => ({
    slotId: `slot-${i}`,
    placementId: market.placementId,
  }));
  const { slots } = decisionResponseSchema.parse(
    await platform.post('/v1/decisions', { opportunities }),
  );
  const ads = slots.flatMap(({ ad }) => ad ?? []);
  const events = ads.flatMap(({ adId, tokens }) => {
    const { impression, click } = tokens;
    return [{ token: impression }, ...(clicked.get(adId) ? [{ token: click }] : [])];
  });
  if (events.length > 0) await platform.post('/v1/events', { events: [...events, ...events] });
  return ads.length;
}

/** Predicted over true rate of what is served now, and as the model alone has it. */
async function ratios(sinceMs: number) {
  const { rows } = await market.owner.query(
    `select ad_id, p_ctr, (online ->> 'modelPCtr')::float8 as model, online ->> 'stateVersion' as version
     from decisions where decided_at >= $1 and ad_id is not null`,
    [new Date(sinceMs)],
  );
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const truth = sum(({ ad_id }) => rateOf.get(ad_id)!);
  return {
    count: rows.length,
    served: sum(({ p_ctr }) => p_ctr) / truth,
    model: sum(({ model }) => model) / truth,
    versions: new Set(rows.map(({ version }) => version)),
  };
}

function position(version: string): LogPosition {
  const [xid, seq] = version.split('.') as [string, string];
  return { xid, seq };
}

test('a model whose rates are twice too high is brought to the truth while it serves, untrained', async () => {
  await eventually(async () => expect(await view()).toBe(10), { timeoutMs: 30_000 });
  const before = views;
  const startedMs = Date.now();
  await view();
  await eventually(async () => expect((await ratios(startedMs)).count).toBe(10));
  expect((await ratios(startedMs)).served).toBeCloseTo(2, 5);

  let shown = 10 * (views - before + 1);
  for (let i = 0; i < 100; i++) {
    const shownNow = await Promise.all([view(), view(), view(), view()]);
    for (const count of shownNow) shown += count;
  }
  const report = async () => {
    const { rows } = await market.owner.query('select report, version from online_states');
    return { ...onlineReportSchema.parse(rows[0]?.report), version: rows[0]?.version as string };
  };
  // Sent twice, learnt once.
  await eventually(async () => expect((await report()).outcomes).toBe(shown), {
    timeoutMs: 30_000,
  });
  const { calibrations, version } = await report();
  expect(calibrations).toMatchObject([{ modelVersionId, outcomes: shown }]);

  const corrected = await eventually(
    async () => {
      const nowMs = Date.now();
      await view();
      const now = await eventually(async () => {
        const read = await ratios(nowMs);
        expect(read.count).toBe(10);
        return read;
      });
      expect([...now.versions]).toEqual([expect.stringMatching(/^\d+\.\d+$/)]);
      const [used, known] = [[...now.versions][0]!, version].map(position);
      expect(compareLogPositions(used!, known!)).toBeGreaterThanOrEqual(0);
      return now;
    },
    { timeoutMs: 20_000, intervalMs: 200 },
  );
  expect(corrected.model).toBeCloseTo(2, 5);
  // Some seven hundred clicks tell a rate to within 4 %: three times that is chance.
  expect(corrected.served).toBeGreaterThan(0.89);
  expect(corrected.served).toBeLessThan(1.11);
  const [{ recent }] = calibrations as [(typeof calibrations)[number]];
  expect(recent.clicksByModel / recent.clicks).toBeGreaterThan(1.8);
  expect(recent.clicksServed / recent.clicks).toBeLessThan(1.3);
});

test.each(['ftrl', 'bayesian-last-layer', 'linear-thompson', 'lin-ucb'])(
  'a market set to %s is served by what its outcomes have taught, and its decisions say so',
  async (policy) => {
    await market.owner.query('update markets set policy = $1', [policy]);
    await eventually(
      async () => {
        const nowMs = Date.now();
        await view();
        // Decisions reach the log a moment after their answer.
        const rows = await eventually(async () => {
          const read = await market.owner.query(
            `select online ->> 'policy' as policy, propensity_estimated as estimated
             from decisions where decided_at >= $1 and ad_id is not null`,
            [new Date(nowMs)],
          );
          expect(read.rows).toHaveLength(RATES.length);
          return read.rows;
        });
        for (const row of rows) expect(row).toMatchObject({ policy, estimated: false });
      },
      { timeoutMs: 30_000, intervalMs: 200 },
    );
  },
);
