import { snapshotSchema } from '@placard/contracts';
import { closeDatabase, connectDatabase } from '@placard/db';
import { createTestDatabase } from '@placard/testing';
import { expect, test } from 'vitest';
import { buildSnapshot } from '../src/index.ts';
import { fillMarket } from './market-of-ads.ts';

/** Builds the snapshot of a fresh market, counting the statements that it sends. */
async function builtFrom(ads: number) {
  const database = await createTestDatabase();
  const worker = connectDatabase(database.urlAs('worker'), { poolSize: 1 });
  try {
    await fillMarket(worker, ads);
    const client = await worker.$client.connect();
    const { query } = client;
    let statements = 0;
    client.query = ((...args: Parameters<typeof query>) => {
      statements += 1;
      return query.apply(client, args);
    }) as typeof query;
    client.release();
    const startedMs = performance.now();
    const snapshot = await buildSnapshot(worker, {
      nowMs: Date.now(),
      assetUrl: ({ digest }) => `/assets/${digest}`,
    });
    return { snapshot, statements, tookMs: performance.now() - startedMs };
  } finally {
    await closeDatabase(worker);
    await database.drop();
  }
}

test('a snapshot takes the same few statements whatever its size, and time in proportion', {
  timeout: 240_000,
}, async () => {
  const small = await builtFrom(1_000);
  const large = await builtFrom(20_000);
  const { snapshot } = large;
  expect(snapshot.ads).toHaveLength(20_000);
  expect(snapshot.adGroups).toHaveLength(2_000);
  expect(snapshot.adGroups.every((group) => group.rules.length === 3)).toBe(true);
  expect(snapshot.campaigns).toHaveLength(200);
  const parsed = snapshotSchema.parse({ ...snapshot, ads: snapshot.ads.slice(0, 100) });
  expect(parsed.ads).toEqual(snapshot.ads.slice(0, 100));
  expect(large.statements).toBe(small.statements);
  expect(large.statements).toBeLessThan(20);
  // Twenty times the ads: a plan that loops would take hundreds of times as long.
  expect(large.tookMs).toBeLessThan(small.tookMs * 100);
});
