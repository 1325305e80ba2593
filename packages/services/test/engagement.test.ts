import { events } from '@placard/db';
import { DAY_MS, newId } from '@placard/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMarket, marketEngagement } from '../src/index.ts';
import { type Platform, startPlatform } from './platform.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

test('clicks, hides, dwell and returns of a week are counted, without invalid traffic', async () => {
  const ctx = await platform.staff();
  const { marketId } = await createMarket({ ctx, input: { name: 'Watched' } });
  const read = () => marketEngagement({ ctx, input: { marketId } });
  expect(await read()).toMatchObject({
    impressions: 0,
    ctr: null,
    hideRate: null,
    meanDwellMs: null,
    returnRate: null,
  });

  const log = async (kind: string, viewerKey: string, daysAgo: number, more = {}) =>
    platform.worker.insert(events).values({
      id: newId('evt'),
      kind,
      dedupeKey: newId('evt'),
      occurredAt: new Date(platform.clock.nowMs() - daysAgo * DAY_MS - 1_000),
      marketId,
      viewerKey,
      ...more,
    });
  for (const daysAgo of [0, 2]) await log('impression', 'comes-back', daysAgo);
  await log('click', 'comes-back', 2);
  await log('impression', 'once', 1);
  await log('impression', 'once', 1);
  await log('hide', 'once', 1);
  await log('dwell', 'once', 1, { value: 10_000 });
  await log('dwell', 'comes-back', 0, { value: 30_000 });
  await log('click', 'robot', 1, { ivt: 'givt' });
  await log('click', 'long-ago', 30);
  expect(await read()).toMatchObject({
    impressions: 4,
    viewers: 2,
    ctr: 0.25,
    hideRate: 0.25,
    meanDwellMs: 20_000,
    returnRate: 0.5,
  });
});
