import {
  canaryReportSchema,
  decisionResponseSchema,
  type ExperimentSettings,
  shadowReportSchema,
} from '@placard/contracts';
import { type Random, seededRandom } from '@placard/domain';
import { promoteModel, startCanary, startShadow } from '@placard/services';
import { createMemoryStore } from '@placard/store';
import { eventually } from '@placard/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { registerKnownModel } from './known-model.ts';
import { createCampaign, createMarket, type TestMarket } from './market.ts';
import { startPlatform, type TestPlatform } from './platform.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What is true of the two ads, and what a model that knows it says. */
const CTR = { good: 0.4, bad: 0.05 };
const logit = (p: number) => Math.log(p / (1 - p));

let market: TestMarket;
let platform: TestPlatform;
let ads: { good: string; bad: string };
let random: Random;

beforeAll(async () => {
  market = await createMarket(10 ** 13);
  const rich = { dailyMicros: 10 ** 12 };
  ads = {
    good: (await createCampaign(market, rich)).adId,
    bad: (await createCampaign(market, rich)).adId,
  };
  await market.owner.query('update placements set floor_ecpm_micros = 1000');
  await market.owner.query('update markets set exploration = 0');
  random = seededRandom(4);
  platform = await startPlatform(market, createMemoryStore(), {
    before: async ({ blobs, ctx }) => {
      const champion = await registerKnownModel(market, blobs, {
        [ads.good]: logit(CTR.good),
        [ads.bad]: logit(CTR.bad),
      });
      await promoteModel({ ctx, input: { modelVersionId: champion } });
    },
  });
});
afterAll(async () => {
  await platform.close();
  await market.drop();
});

/** One page view of a viewer, who clicks as is true of the ad. Answers the ad. */
async function view(viewer: string): Promise<string | null> {
  const consent = { personalization: true, storage: true };
  const opportunities = [{ slotId: 'top', placementId: market.placementId }];
  const body = { viewer: { key: viewer }, consent, opportunities };
  const [slot] = decisionResponseSchema.parse(await platform.post('/v1/decisions', body)).slots;
  if (!slot?.ad) return null;
  const { tokens, adId } = slot.ad;
  const events = [{ token: tokens.impression }];
  if (random() < (adId === ads.good ? CTR.good : CTR.bad)) events.push({ token: tokens.click });
  await platform.post('/v1/events', { events });
  return adId;
}

/** Viewers come, each three times, until `over`. */
async function traffic(over: () => Promise<boolean>): Promise<void> {
  for (let viewer = 0; viewer < 2_000; viewer += 30) {
    for (let time = 0; time < 3; time++) {
      const keys = Array.from({ length: 30 }, (_, i) => `viewer-${viewer + i}`);
      await Promise.all(keys.map(view));
    }
    // The job repeats by itself; a test need not wait for it.
    await platform.queue.enqueue('experiments', {});
    if (await over()) return;
  }
  throw new Error('the traffic came to its end before anything happened');
}

const experimentRow = async (experimentId: string) =>
  (await market.owner.query('select * from experiments where id = $1', [experimentId])).rows[0];
const ended = (experimentId: string) => async () =>
  (await experimentRow(experimentId)).status !== 'running';
const stageOf = async (id: string) =>
  (await market.owner.query('select stage from model_versions where id = $1', [id])).rows[0].stage;
const SETTINGS: Partial<ExperimentSettings> = {
  guardrails: {
    ...{ minImpressions: 120, minDecisions: 120, ctrDropShare: 0, errorShare: 0.02 },
    ...{ latencyRatio: 100, calibrationMin: 0.6, calibrationMax: 1.6 },
  },
  clickWaitMs: 0,
};

test('a bad model on canary is rolled back by itself, and its viewers are served by the champion again', async () => {
  const modelVersionId = await registerKnownModel(market, platform.blobs, {
    [ads.good]: -logit(CTR.good),
    [ads.bad]: -logit(CTR.bad),
  });
  await eventually(async () => expect(await view('first')).toBe(ads.good), { timeoutMs: 20_000 });
  const { experimentId } = await startCanary({
    ctx: platform.ctx,
    input: { modelVersionId, share: 0.5, settings: SETTINGS },
  });
  await traffic(ended(experimentId as string));

  const row = await experimentRow(experimentId);
  expect(row.status).toBe('rolled-back');
  expect(row.reason).toMatch(/ctr: CTR \d+\.\d+ % against \d+\.\d+ %|calibration: /);
  expect(await stageOf(modelVersionId)).toBe('retired');
  const { rows: audit } = await market.owner.query(
    "select * from audit_log where entity_id = $1 and action = 'experiment.roll-back'",
    [modelVersionId],
  );
  expect(audit).toMatchObject([{ actor_kind: 'system', detail: { reason: row.reason } }]);

  const report = canaryReportSchema.parse(row.report);
  expect(report.ctrDifference?.interval.high).toBeLessThan(0);
  expect(report.canary.errors).toBe(0);
  const { rows: arms } = await market.owner.query(
    `select viewer_key, array_agg(distinct experiment ->> 'arm') as arms,
       bool_and((predictor ->> 'modelVersionId' = $2) = (experiment ->> 'arm' = 'canary')) as named
     from decisions where experiment ->> 'experimentId' = $1 group by viewer_key`,
    [experimentId, modelVersionId],
  );
  expect(arms.filter(({ arms: of, named }) => of.length !== 1 || !named)).toEqual([]);

  await eventually(
    async () => {
      const keys = Array.from({ length: 20 }, (_, i) => `viewer-${i}`);
      expect(new Set(await Promise.all(keys.map(view)))).toEqual(new Set([ads.good]));
    },
    { timeoutMs: 10_000 },
  );
});

test('a canary that is as good becomes champion by itself, when asked to', async () => {
  const modelVersionId = await registerKnownModel(market, platform.blobs, {
    [ads.good]: logit(CTR.good) + 0.01,
    [ads.bad]: logit(CTR.bad),
  });
  const enough = { promoteAfterHours: 0, promoteAfterImpressions: 200, promoteDropShare: 0.6 };
  const { experimentId } = await startCanary({
    ctx: platform.ctx,
    input: { modelVersionId, share: 0.5, settings: { ...SETTINGS, autoPromote: true, ...enough } },
  });
  await traffic(ended(experimentId as string));
  const row = await experimentRow(experimentId);
  expect(row.status).toBe('promoted');
  expect(row.reason).toContain('every guardrail holds');
  expect(await stageOf(modelVersionId)).toBe('champion');
});

test('a canary that cannot be loaded serves nobody, and is rolled back for it', async () => {
  const modelVersionId = await registerKnownModel(market, platform.blobs, { [ads.bad]: 3 });
  await market.owner.query(
    `update model_versions set manifest = jsonb_set(manifest, '{tables.bin}', manifest -> 'golden.json')
     where id = $1`,
    [modelVersionId],
  );
  const { experimentId } = await startCanary({
    ctx: platform.ctx,
    input: { modelVersionId, share: 0.5, settings: SETTINGS },
  });
  await traffic(ended(experimentId as string));
  const row = await experimentRow(experimentId);
  expect(row.status).toBe('rolled-back');
  expect(row.reason).toMatch(/errors: (\d+) of \1 decisions/);
});

test('a shadow is seen by nobody, and its difference is logged', async () => {
  const modelVersionId = await registerKnownModel(market, platform.blobs, {
    [ads.good]: -logit(CTR.good),
    [ads.bad]: -logit(CTR.bad),
  });
  const { experimentId } = await startShadow({
    ctx: platform.ctx,
    input: { modelVersionId, share: 0.5, settings: { clickWaitMs: 0 } },
  });
  const counted = async () => {
    const { report } = await experimentRow(experimentId);
    return report ? shadowReportSchema.parse(report) : null;
  };
  const shown = new Set<string | null>();
  await traffic(async () => {
    shown.add(await view('somebody'));
    return ((await counted())?.impressions ?? 0) > 100;
  });
  expect(shown).toEqual(new Set([ads.good]));
  const report = (await counted())!;
  expect(report).toMatchObject({ agreement: 0, evaluatedAtMs: expect.any(Number) });
  expect(report.meanPCtr).toBeCloseTo(1 - CTR.good, 2);
  expect(report.meanServedPCtr).toBeCloseTo(CTR.good, 1);
  expect(report.logLoss).toBeGreaterThan(report.servedLogLoss!);
});
