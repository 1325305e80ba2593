import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createFileBlobs } from '@placard/blobs';
import { closeDatabase, connectDatabase, type Database } from '@placard/db';
import { DAY_MS, newId, seededRandom } from '@placard/domain';
import { createEventLogWriter } from '@placard/event-log';
import { createQueueClient, type QueueClient } from '@placard/queue';
import {
  getRetraining,
  listDrift,
  listExperiments,
  promoteModel,
  type ServiceContext,
  setRetraining,
} from '@placard/services';
import { type FakeClock, fakeClock } from '@placard/testing';
import { profileData } from '@placard/training';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureDrift } from '../src/drift/measure-drift.ts';
import { retrain } from '../src/retraining/retrain.ts';
import { systemContext } from '../src/system-context.ts';
import { registerKnownModel } from './known-model.ts';
import {
  adEvent,
  createCampaign,
  createMarket,
  decisionRecord,
  type TestMarket,
} from './market.ts';

const MONDAY = Date.UTC(2026, 5, 1);
const PER_DAY = 400;

let market: TestMarket;
let database: Database;
let queue: QueueClient;
let ctx: ServiceContext;
let clock: FakeClock;
let championId: `mdl_${string}`;
let dir: string;
const random = seededRandom(8);
const logger = pino({ level: 'silent' });
const device = (phones: number) => (random() < phones ? 'phone' : 'desktop');

beforeAll(async () => {
  market = await createMarket();
  dir = await mkdtemp(path.join(os.tmpdir(), 'retraining '));
  const databaseUrl = market.database.urlAs('worker');
  database = connectDatabase(databaseUrl, { poolSize: 4 });
  queue = createQueueClient({ databaseUrl });
  clock = fakeClock(MONDAY);
  const blobs = createFileBlobs(dir);
  ctx = systemContext({ database, clock, blobs, queue });
  championId = await registerKnownModel(market, blobs, { ad: 0 });
  await promoteModel({ ctx, input: { modelVersionId: championId } });
  const learnt = Array.from({ length: 2_000 }, () => ({ device: device(0.5), hour: 7 }));
  const features = [
    { name: 'device', kind: 'categorical' },
    { name: 'hour', kind: 'numeric' },
  ] as const;
  const profile = profileData(
    learnt,
    features,
    learnt.map(() => 0.2 + 0.02 * random()),
  );
  await market.owner.query('update model_versions set data_profile = $2::jsonb where id = $1', [
    championId,
    JSON.stringify(profile),
  ]);
}, 60_000);
afterAll(async () => {
  await queue.close();
  await closeDatabase(database);
  await market.drop();
  await rm(dir, { recursive: true, force: true });
});

/** A day of decisions ranked by the champion, of which a share is on phones. */
async function playDay(startMs: number, phones: number, pCtr: () => number): Promise<void> {
  const campaign = await createCampaign(market);
  const writer = createEventLogWriter(market.database.urlAs('ingest'));
  const decisions = [];
  const events = [];
  for (let i = 0; i < PER_DAY; i++) {
    const decidedAtMs = startMs + i * 1_000;
    const record = decisionRecord(market, campaign, {
      id: newId('dec'),
      decidedAtMs,
      predictor: {
        kind: 'model',
        modelVersionId: championId,
        modelKind: 'logistic-regression',
      },
    });
    if (record.winner) {
      record.winner.features = { device: device(phones), hour: 7 };
      record.winner.pCtr = pCtr();
    }
    decisions.push(record);
    for (const kind of ['impression', 'click'] as const) {
      if (kind === 'click' && random() > 0.2) continue;
      const event = adEvent(market, campaign, kind, { decidedAtMs });
      if (event.decision) event.decision.decisionId = record.id;
      events.push({ ...event, dedupeKey: `${record.id}:${kind}` });
    }
  }
  await writer.appendDecisions(decisions);
  await writer.appendEvents(events);
  await writer.close();
}

const reports = () => listDrift({ ctx, input: { modelVersionId: championId } });

test('a day like those it learnt from is stable, one that is not names the feature that moved', async () => {
  await playDay(MONDAY, 0.5, () => 0.2 + 0.02 * random());
  await playDay(MONDAY + DAY_MS, 0.95, () => 0.6);
  clock.set(MONDAY + 2 * DAY_MS);
  expect(await measureDrift(database.$client, clock)).toBe(2);
  const [monday, tuesday] = await reports();
  expect(monday).toMatchObject({ day: '2026-06-01', rows: PER_DAY, servedRows: PER_DAY });
  expect(monday!.featurePsi.device).toBeLessThan(0.1);
  expect(monday!.scorePsi).toBeLessThan(0.1);
  expect(monday!.calibrationRatio).toBeGreaterThan(0.8);
  expect(monday!.calibrationRatio).toBeLessThan(1.25);
  expect(tuesday!.featurePsi.device).toBeGreaterThan(0.2);
  expect(tuesday!.featurePsi.hour).toBe(0);
  expect(tuesday!.scorePsi).toBeGreaterThan(1);
  expect(tuesday!.calibrationRatio).toBeGreaterThan(2);
  expect(tuesday!.logLoss).toBeGreaterThan(monday!.logLoss!);
});

test('a finished day is measured once', async () => {
  const before = await reports();
  expect(await measureDrift(database.$client, clock)).toBe(0);
  expect(await reports()).toEqual(before);
});

const runs = async () =>
  (
    await market.owner.query(
      'select * from training_runs where market_id = $1 order by created_at',
      [market.marketId],
    )
  ).rows;
const parts = () => ({ pool: database.$client, ctx, logger });

test('drift starts one run, with its reason, however often it is asked; a market that is off starts none', async () => {
  const marketId = market.marketId as `mkt_${string}`;
  const policy = { marketId, psiAbove: 0.2, request: { modelKind: 'deepfm' as const } };
  await setRetraining({ ctx, input: { ...policy, enabled: false } });
  await retrain(parts());
  expect(await runs()).toEqual([]);
  await setRetraining({ ctx, input: { ...policy, enabled: true } });
  await Promise.all([retrain(parts()), retrain(parts()), retrain(parts())]);
  await retrain(parts());
  const [run, ...others] = await runs();
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    status: 'queued',
    trigger: expect.stringMatching(/^PSI of (device|the score) is \d+\.\d\d, above 0\.2$/),
    request: { modelKind: 'deepfm', promoteIfBetter: false },
  });
  expect(await queue.has('training', run.id)).toBe(true);
  expect(await getRetraining({ ctx, input: { marketId } })).toMatchObject({
    enabled: true,
    lastReason: run.trigger,
  });
});

test('what drift started is not started again by the same report, but the schedule goes on', async () => {
  const marketId = market.marketId as `mkt_${string}`;
  await market.owner.query("update training_runs set status = 'succeeded'");
  await retrain(parts());
  expect(await runs()).toHaveLength(1);
  await setRetraining({ ctx, input: { marketId, enabled: true, everyHours: 6 } });
  await retrain(parts());
  expect(await runs()).toHaveLength(1);
  clock.advance(7 * 3_600_000);
  await retrain(parts());
  const made = await runs();
  expect(made).toHaveLength(2);
  expect(made[1].trigger).toMatch(/^every 6 h, 7\.0 h after the last$/);
});

test('a retrained version whose gates pass goes on to the stage that was asked for, once', async () => {
  const marketId = market.marketId as `mkt_${string}`;
  const [, run] = await runs();
  await market.owner.query("update training_runs set status = 'succeeded'");
  const blobs = createFileBlobs(dir);
  const modelVersionId = await registerKnownModel(market, blobs, { ad: 1 });
  await market.owner.query('update model_versions set training_run_id = $2 where id = $1', [
    modelVersionId,
    run.id,
  ]);
  const policy = { marketId, enabled: true, nextStage: 'canary' as const, share: 0.2 };
  await setRetraining({ ctx, input: { ...policy, autoPromote: true } });
  await Promise.all([retrain(parts()), retrain(parts())]);
  await retrain(parts());
  const trials = await listExperiments({ ctx, input: { modelVersionId } });
  expect(trials).toMatchObject([
    { kind: 'canary', status: 'running', settings: { autoPromote: true } },
  ]);
  expect(trials[0]!.share).toBeCloseTo(0.2, 5);
});
