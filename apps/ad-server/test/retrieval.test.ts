import {
  encodeRetrievalModel,
  type Snapshot,
  type SnapshotMarket,
  type SnapshotRetrieval,
} from '@placard/contracts';
import { eventually } from '@placard/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotFollower } from '../src/index.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { putChampion } from './harness/champion.ts';
import { followerOf, publishSnapshot } from './harness/published.ts';
import { marketId, placements, START_MS, testAd, testSnapshot } from './harness/snapshot.ts';

const LIMIT = 200;
const [template] = testSnapshot().adGroups;

/** More ads than are scored; that of `itm_B` bids least, by far. */
const ads = Array.from({ length: LIMIT * 3 }, (_, i) => {
  const itemId = ['itm_A', 'itm_B'][i] ?? `itm_${i}`;
  return { ...testAd(`About ${itemId}`, 'shoes', 'https://shop.example/'), itemId };
});
const adOfB = ads[1]!.adId;
const adGroups = ads.map(({ adId }, i) => ({
  ...template!,
  adGroupId: `agr_${adId}`,
  bidMicros: i === 1 ? 300_000 : 400_000 + i,
}));
const many = (
  retrieval: SnapshotRetrieval,
  champion: SnapshotMarket['champion'] = null,
): Snapshot =>
  testSnapshot({
    markets: [
      {
        marketId,
        currency: 'EUR',
        exploration: 0,
        champion,
        retrieval,
      },
    ],
    adGroups,
    ads: ads.map((ad) => ({ ...ad, adGroupId: `agr_${ad.adId}` })),
  });

/** Who turned to A is drawn to B; C, of which there is no ad, is what most turn to. */
const learnt = encodeRetrievalModel({
  formatVersion: 1,
  method: 'item-neighbours',
  kind: 'neighbours',
  trainedAtMs: START_MS,
  recencyDecay: 1,
  itemIds: ['itm_A', 'itm_B', 'itm_C'],
  popularity: Float32Array.of(1, 1, 100),
  offsets: Uint32Array.of(0, 1, 1, 1),
  neighbours: Uint32Array.of(1),
  weights: Float32Array.of(1),
});

describe('an ad-server retrieves by what a viewer turned to', () => {
  let adServer: TestAdServer;
  let follower: SnapshotFollower;
  beforeEach(async () => {
    adServer = await openAdServer({ snapshot: null });
    await adServer.store.writeViewerProfiles([
      {
        viewerKey: 'regular',
        marketId,
        attributes: {},
        lastPosition: null,
        updatedAtMs: START_MS,
        impressions: 0,
        clicks: 1,
        conversions: 0,
        interests: {},
        exposures: {},
        ads: {},
        recent: [{ kind: 'click', itemId: 'itm_A', adId: null, categories: [], atMs: START_MS }],
      },
    ]);
  });
  afterEach(async () => {
    await follower.stop();
    await adServer.close();
  });

  const serve = async (bytes: Uint8Array, champion?: SnapshotMarket['champion']) => {
    follower = followerOf(adServer);
    await publish(bytes, champion);
    await follower.start();
  };
  const publish = async (bytes: Uint8Array, champion?: SnapshotMarket['champion']) => {
    const digest = await adServer.blobs.put(bytes);
    const retrieval = { retrievalModelId: 'rtm_1', method: 'item-neighbours', digest };
    const snapshot = many(retrieval, champion);
    await publishSnapshot(adServer, snapshot);
  };
  const decide = (key: string) =>
    adServer.decide(placements.anywhere, {
      viewer: { key, attributes: {} },
      consent: { personalization: true },
      explain: true,
    });
  /** What retrieval says of itself. */
  const ask = async (key: string) => {
    const { explanation } = await decide(key);
    return explanation?.funnel?.find(({ stage }) => stage === 'retrieve');
  };
  const metric = async (line: RegExp) =>
    expect((await adServer.browser('GET', '/metrics')).body).toMatch(line);

  it('scores the ad of the neighbour for a viewer with a history, and not for one without', async () => {
    await serve(learnt);
    expect(await ask('regular')).toMatchObject({ kept: LIMIT, sources: { neighbours: 1 } });
    expect(await ask('newcomer')).toMatchObject({ kept: LIMIT, sources: { neighbours: 0 } });
  });

  it('says that it shows an ad because of what the viewer looked at, and logs it', async () => {
    const { champion } = await putChampion(adServer.blobs, { [adOfB]: 3 });
    await serve(learnt, champion);
    const { ad, explanation, decisionId } = await decide('regular');
    expect(ad.adId).toBe(adOfB);
    expect(explanation?.reasons).toContain(
      'You looked at “About itm_A”, and those who did often turned to this.',
    );
    await eventually(async () =>
      expect(await adServer.loggedRetrieval(decisionId)).toEqual({
        sources: ['neighbours'],
        becauseOfItemId: 'itm_A',
      }),
    );
    expect((await decide('newcomer')).ad.adId).not.toBe(adOfB);
  });

  it('refuses bytes that are no retrieval model, and serves without', async () => {
    await serve(learnt.slice(0, -4));
    expect(await ask('regular')).toMatchObject({ kept: LIMIT, sources: { neighbours: 0 } });
    await metric(/placard_retrieval_model_loads_total{result="failed"} [1-9]/);
  });

  it('keeps the last that loaded while the next is broken', async () => {
    await serve(learnt);
    await publish(Buffer.from('not a model'));
    await eventually(() => metric(/placard_retrieval_model_loads_total{result="failed"} [1-9]/));
    expect(await ask('regular')).toMatchObject({ sources: { neighbours: 1 } });
  });
});
