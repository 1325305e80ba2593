import { auditLog, markets, modelVersions } from '@placard/db';
import { newId } from '@placard/domain';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildSnapshot,
  createMarket,
  getModelVersion,
  listExperiments,
  promoteCanary,
  promoteModel,
  rollBackCanary,
  type ServiceContext,
  startCanary,
  startShadow,
  stopExperiment,
} from '../src/index.ts';
import { modelCard } from './model-card.ts';
import { type Platform, refusal, startPlatform } from './platform.ts';

let platform: Platform;
let staff: ServiceContext;
beforeAll(async () => {
  platform = await startPlatform();
  staff = await platform.staff();
}, 60_000);
afterAll(() => platform.close());

const PASSED = { gate: 'quality', verdict: 'pass', reason: 'better', figures: {} };
const REFUSED = {
  gate: 'calibration',
  verdict: 'refuse',
  reason: 'overall 1.31 over 2000 clicks',
  figures: { ratio: 1.31 },
};

async function newMarket() {
  const { marketId } = await createMarket({ ctx: staff, input: { name: 'Own' } });
  return marketId;
}

async function registered(marketId: string, gates: object[] | null = [PASSED]) {
  const id = newId('mdl');
  const digest = 'ab'.repeat(32);
  const manifest = Object.fromEntries(
    ['model.onnx', 'tables.bin', 'feature-map.json', 'golden.json', 'card.json'].map((file) => [
      file,
      digest,
    ]),
  );
  await platform.worker.insert(modelVersions).values({
    ...{ id, marketId, kind: 'dcn-v2', manifest, card: modelCard() },
    gates: gates as Record<string, unknown>[] | null,
  });
  return id;
}

const stageOf = async (modelVersionId: `mdl_${string}`) =>
  (await getModelVersion({ ctx: staff, input: { modelVersionId } })).stage;
const snapshotMarket = async (marketId: string) =>
  (await buildSnapshot(platform.worker, { nowMs: 0, assetUrl: () => '' })).markets.find(
    (market) => market.marketId === marketId,
  )!;
const lastAudit = async (entityId: string) =>
  (
    await platform.owner
      .select()
      .from(auditLog)
      .where(eq(auditLog.entityId, entityId))
      .orderBy(desc(auditLog.id))
      .limit(1)
  )[0]!;
const canary = (modelVersionId: `mdl_${string}`, more = {}) =>
  startCanary({ ctx: staff, input: { modelVersionId, share: 0.1, ...more } });

describe('gates', () => {
  test('a version that a gate refuses is not promoted, and the refusal says why', async () => {
    const modelVersionId = await registered(await newMarket(), [PASSED, REFUSED]);
    const promoting = promoteModel({ ctx: staff, input: { modelVersionId } });
    await expect(promoting).rejects.toThrow('calibration: overall 1.31 over 2000 clicks');
    expect(await refusal(canary(modelVersionId))).toBe('conflict');
    expect(await stageOf(modelVersionId)).toBe('candidate');
  });

  test('a written reason overrides them, and stays in the audit log with what it overrode', async () => {
    const modelVersionId = await registered(await newMarket(), [PASSED, REFUSED]);
    const short = { modelVersionId, overrideReason: 'because' };
    expect(await refusal(promoteModel({ ctx: staff, input: short }))).toBe('invalid');
    const overrideReason = 'The slice is a week of strikes; agreed with the publisher.';
    await promoteModel({ ctx: staff, input: { modelVersionId, overrideReason } });
    expect(await stageOf(modelVersionId)).toBe('champion');
    expect(await lastAudit(modelVersionId)).toMatchObject({
      action: 'model-version.promote',
      detail: { overridden: ['calibration'], reason: overrideReason },
    });
  });

  test('a version that no gate has judged needs a reason too', async () => {
    const modelVersionId = await registered(await newMarket(), null);
    const promoting = promoteModel({ ctx: staff, input: { modelVersionId } });
    await expect(promoting).rejects.toThrow('No gate has judged');
  });
});

describe('stages', () => {
  test('a version goes from candidate over shadow and canary to champion, each in the snapshot', async () => {
    const marketId = await newMarket();
    const modelVersionId = await registered(marketId);
    const input = { modelVersionId, share: 0.25 };
    const shadow = await startShadow({ ctx: staff, input });
    expect(await stageOf(modelVersionId)).toBe('shadow');
    expect(await snapshotMarket(marketId)).toMatchObject({
      champion: null,
      shadow: { modelVersionId, experimentId: shadow.experimentId, share: 0.25 },
    });
    const { experimentId } = await canary(modelVersionId);
    const served = await snapshotMarket(marketId);
    expect(served.shadow).toBeUndefined();
    expect(served.canary).toMatchObject({ modelVersionId, experimentId, share: 0.1 });
    await promoteCanary({ ctx: platform.system, input: { experimentId, reason: 'no worse' } });
    const market = await snapshotMarket(marketId);
    expect(market.canary).toBeUndefined();
    expect(market.champion?.modelVersionId).toBe(modelVersionId);
    const trials = await listExperiments({ ctx: staff, input: { modelVersionId } });
    expect(trials.map(({ kind, status }) => [kind, status])).toEqual([
      ['canary', 'promoted'],
      ['shadow', 'stopped'],
    ]);
  });

  test('a rolled-back canary is retired with its reason, an audit row, and the champion as it was', async () => {
    const marketId = await newMarket();
    const [champion, modelVersionId] = [await registered(marketId), await registered(marketId)];
    await promoteModel({ ctx: staff, input: { modelVersionId: champion } });
    const { experimentId } = await canary(modelVersionId);
    const reason = 'CTR .01 against .05';
    const twice = await Promise.allSettled([
      rollBackCanary({ ctx: platform.system, input: { experimentId, reason } }),
      rollBackCanary({ ctx: platform.system, input: { experimentId, reason } }),
    ]);
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await stageOf(modelVersionId)).toBe('retired');
    expect((await snapshotMarket(marketId)).champion?.modelVersionId).toBe(champion);
    expect((await snapshotMarket(marketId)).canary).toBeUndefined();
    expect(await lastAudit(modelVersionId)).toMatchObject({
      action: 'experiment.roll-back',
      actorKind: 'system',
      detail: { reason, experimentId },
    });
    const [trial] = await listExperiments({ ctx: staff, input: { modelVersionId } });
    expect(trial).toMatchObject({ status: 'rolled-back', reason });
  });

  test('a market has one canary, however many are started at once', async () => {
    const marketId = await newMarket();
    const versions = await Promise.all([registered(marketId), registered(marketId)]);
    const starts = await Promise.allSettled(versions.map((version) => canary(version)));
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('stopped by hand, a version is a candidate again; what is over cannot be stopped', async () => {
    const modelVersionId = await registered(await newMarket());
    const { experimentId } = await canary(modelVersionId);
    const input = { experimentId };
    await stopExperiment({ ctx: staff, input });
    expect(await stageOf(modelVersionId)).toBe('candidate');
    expect(await refusal(stopExperiment({ ctx: staff, input }))).toBe('conflict');
  });

  test('the champion goes on no trial, and a promoted version is on none any more', async () => {
    const marketId = await newMarket();
    const modelVersionId = await registered(marketId);
    await canary(modelVersionId);
    await promoteModel({ ctx: staff, input: { modelVersionId } });
    expect((await snapshotMarket(marketId)).canary).toBeUndefined();
    expect(await refusal(canary(modelVersionId))).toBe('conflict');
  });

  test('a new champion stops the canary that was compared with the one before', async () => {
    const marketId = await newMarket();
    const [trial, champion] = [await registered(marketId), await registered(marketId)];
    await canary(trial);
    await promoteModel({ ctx: staff, input: { modelVersionId: champion } });
    expect(await stageOf(trial)).toBe('candidate');
    expect((await snapshotMarket(marketId)).canary).toBeUndefined();
    const [experiment] = await listExperiments({ ctx: staff, input: { modelVersionId: trial } });
    expect(experiment).toMatchObject({
      status: 'stopped',
      reason: expect.stringContaining('changed'),
    });
  });

  test('no tenant starts or stops a trial', async () => {
    const { ctx } = await platform.tenant('advertiser');
    const [market] = await platform.owner.select().from(markets).limit(1);
    const modelVersionId = await registered(market!.id);
    const input = { modelVersionId, share: 0.1 };
    expect(await refusal(startCanary({ ctx, input }))).toBe('forbidden');
    expect(await refusal(startShadow({ ctx, input }))).toBe('forbidden');
    expect(await refusal(listExperiments({ ctx, input: {} }))).toBe('forbidden');
  });
});
