import { snapshotSchema } from '@placard/contracts';
import { closeDatabase, connectDatabase } from '@placard/db';
import { createTestDatabase } from '@placard/testing';
import { expect, test } from 'vitest';
import { buildSnapshot } from '../src/index.ts';
import { fillMarket } from './market-of-ads.ts';

test('a snapshot of 100,000 ads is built from a few queries, whole and within seconds', {
  timeout: 120_000,
}, async () => {
  const database = await createTestDatabase();
  const worker = connectDatabase(database.urlAs('worker'));
  try {
    await fillMarket(worker, 100_000);
    const startedMs = performance.now();
    const snapshot = await buildSnapshot(worker, {
      nowMs: Date.now(),
      assetUrl: ({ digest }) => `/assets/${digest}`,
    });
    const tookMs = performance.now() - startedMs;
    console.log(`built in ${Math.round(tookMs)} ms`);
    expect(snapshot.ads).toHaveLength(100_000);
    expect(snapshot.adGroups).toHaveLength(10_000);
    expect(snapshot.adGroups.every((group) => group.rules.length === 3)).toBe(true);
    expect(snapshot.campaigns).toHaveLength(1_000);
    expect(snapshotSchema.parse({ ...snapshot, ads: snapshot.ads.slice(0, 100) }).ads[0]).toEqual(
      snapshot.ads[0],
    );
    expect(tookMs).toBeLessThan(15_000);
  } finally {
    await closeDatabase(worker);
    await database.drop();
  }
});
