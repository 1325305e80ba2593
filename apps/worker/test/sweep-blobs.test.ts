import { mkdtemp, rm, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Blobs, createFileBlobs } from '@placard/blobs';
import { newId } from '@placard/domain';
import { createMemoryStore } from '@placard/store';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepBlobs } from '../src/retention/sweep-blobs.ts';
import { createMarket, type TestMarket } from './market.ts';

const NOW = Date.UTC(2026, 5, 30);
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000);

let market: TestMarket;
let folder: string;
let blobs: Blobs;
beforeEach(async () => {
  market = await createMarket();
  folder = await mkdtemp(path.join(os.tmpdir(), 'placard-sweep-'));
  blobs = createFileBlobs(folder);
});
afterEach(async () => {
  await market.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A blob that was stored some days ago. */
async function stored(text: string, days: number): Promise<string> {
  const digest = await blobs.put(new TextEncoder().encode(text));
  await utimes(path.join(folder, digest.slice(0, 2), digest), daysAgo(days), daysAgo(days));
  return digest;
}

async function retrievalModel(digest: string, days: number) {
  await market.owner.query(
    `insert into retrieval_models (id, market_id, method, digest, input_digest, items, interactions, metrics, trained_at)
     values ($1, $2, 'ease', $3, $4, 1, 1, '{}', $5)`,
    [newId('rtm'), market.marketId, digest, `input of ${digest}`, daysAgo(days)],
  );
}

const sweep = async (revision?: string) => {
  const { snapshotPointer } = createMemoryStore();
  if (revision) await snapshotPointer.publish({ revision, publishedAtMs: NOW });
  const { owner: pool } = market;
  const logger = pino({ enabled: false });
  return sweepBlobs({ pool, blobs, pointer: snapshotPointer, clock: { nowMs: () => NOW }, logger });
};

test('what no version names and no snapshot needs goes after a week; the rest stays', async () => {
  const artefact = await stored('of a retired version', 400);
  await market.owner.query(
    `insert into model_versions (id, market_id, kind, stage, manifest, card)
     values ($1, $2, 'dcn-v2', 'retired', $3::jsonb, '{}')`,
    [newId('mdl'), market.marketId, JSON.stringify({ 'model.onnx': artefact })],
  );
  const serves = await stored('the snapshot that serves', 30);
  const superseded = await stored('an older snapshot', 30);
  const recent = await stored('stored, and soon to be named', 6);
  const models: string[] = [];
  for (let days = 40; days > 35; days--) {
    const digest = await stored(`retrieval ${days}`, days);
    await retrievalModel(digest, days);
    models.push(digest);
  }
  expect(await sweep(serves)).toMatchObject({ blobs: 3 });
  for (const digest of [artefact, serves, recent, ...models.slice(2)]) {
    expect(await blobs.has(digest)).toBe(true);
  }
  for (const digest of [superseded, ...models.slice(0, 2)]) {
    expect(await blobs.has(digest)).toBe(false);
  }
  expect(await sweep(serves)).toMatchObject({ blobs: 0 });
});

test('every column that names a digest is known to the sweep, or names no blob', async () => {
  const { rows } = await market.owner.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and (column_name like '%digest%' or column_name in ('manifest', 'revision'))
     order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    'assets.digest',
    'content_models.digest',
    'content_models.input_digest',
    'content_models.model_digest',
    'model_versions.manifest',
    'retrieval_models.digest',
    'retrieval_models.input_digest',
    'session_policies.digest',
    'session_policies.input_digest',
  ]);
});
