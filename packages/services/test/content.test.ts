import { contentModels, markets } from '@placard/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSnapshot, getContent, type ServiceContext, setContent } from '../src/index.ts';
import { type Platform, refusal, startPlatform } from './platform.ts';

let platform: Platform;
let staff: ServiceContext;
let marketId: `mkt_${string}`;
beforeAll(async () => {
  platform = await startPlatform();
  staff = await platform.staff();
  [marketId] = (await platform.owner.select().from(markets)).map((m) => m.id) as [`mkt_${string}`];
}, 60_000);
afterAll(() => platform.close());

const metrics = {
  ...{ texts: 3, terms: 9, dim: 3, encoder: null, imageEncoder: null, images: 0 },
  topics: [['shoes', 'trail']],
};

test('staff choose what reads the ads of a market; the newest table serves until content is off', async () => {
  const model = (method: string, digest: string, trainedAt: string) => ({
    ...{ marketId, method, digest, modelDigest: digest, inputDigest: digest, contents: 3, metrics },
    trainedAt: new Date(trainedAt),
  });
  const newest = 'cd'.repeat(32);
  await platform.worker
    .insert(contentModels)
    .values([
      model('words', newest, '2026-06-01'),
      model('encoder', 'ef'.repeat(32), '2026-05-01'),
    ]);
  const served = async () => {
    const snapshot = await buildSnapshot(platform.worker, { nowMs: 0, assetUrl: () => '' });
    return snapshot.markets.find((market) => market.marketId === marketId)?.content;
  };
  expect(await served()).toMatchObject({ method: 'words', digest: newest });
  const shown = await getContent({ ctx: staff, input: { marketId } });
  expect(shown).toMatchObject({ choice: 'auto', model: { method: 'words', metrics } });
  await setContent({ ctx: staff, input: { marketId, method: 'off' } });
  expect(await served()).toBeUndefined();
  const { ctx } = await platform.tenant('advertiser');
  expect(await refusal(setContent({ ctx, input: { marketId, method: 'words' } }))).toBe(
    'forbidden',
  );
  expect(await refusal(getContent({ ctx, input: { marketId } }))).toBe('forbidden');
});
