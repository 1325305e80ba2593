import {
  type ContentTable,
  encodeContentTable,
  type Snapshot,
  type ViewerProfile,
} from '@placard/contracts';
import { eventually } from '@placard/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotFollower } from '../src/index.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { followerOf, publishSnapshot } from './harness/published.ts';
import { marketId, placements, START_MS, testAd, testSnapshot } from './harness/snapshot.ts';

const LIMIT = 200;
const [template] = testSnapshot().adGroups;

/** More ads than are scored; the second says what the first says, and bids least by far. */
const ads = Array.from({ length: LIMIT * 3 }, (_, i) =>
  testAd(`Advertisement ${i}`, 'shoes', 'https://shop.example/'),
);
const [clicked, alike] = ads.map(({ adId }) => adId) as [string, string];

const table: ContentTable = {
  formatVersion: 1,
  trainedAtMs: START_MS,
  spaces: [{ kind: 'text', source: 'test', dim: 2 }],
  adIds: [clicked, alike, ads[2]!.adId],
  itemIds: [],
  categories: [],
  vectors: [Float32Array.of(1, 0, 0.8, 0.6, 0, 1)],
};

function snapshotWith(digest: string): Snapshot {
  const content = { contentModelId: 'cnm_1', method: 'words', digest };
  return testSnapshot({
    markets: [{ marketId, currency: 'EUR', exploration: 0, champion: null, content }],
    adGroups: ads.map(({ adId }, i) => ({
      ...template!,
      adGroupId: `agr_${adId}`,
      bidMicros: i === 1 ? 300_000 : 400_000 + i,
    })),
    ads: ads.map((ad) => ({ ...ad, adGroupId: `agr_${ad.adId}` })),
  });
}

describe('an ad-server retrieves by what ads say', () => {
  let adServer: TestAdServer;
  let follower: SnapshotFollower;
  beforeEach(async () => {
    adServer = await openAdServer({ snapshot: null });
    const entry = { kind: 'click' as const, itemId: null, categories: [], atMs: START_MS };
    const profile: ViewerProfile = {
      viewerKey: 'once',
      marketId,
      attributes: {},
      lastPosition: null,
      updatedAtMs: START_MS,
      ...{ impressions: 1, clicks: 1, conversions: 0, interests: {}, exposures: {}, ads: {} },
      recent: [{ ...entry, adId: clicked }],
    };
    await adServer.store.writeViewerProfiles([profile]);
  });
  afterEach(async () => {
    await follower.stop();
    await adServer.close();
  });

  const publish = async (bytes: Uint8Array) => {
    const snapshot = snapshotWith(await adServer.blobs.put(bytes));
    await publishSnapshot(adServer, snapshot);
  };
  const serve = async (bytes: Uint8Array) => {
    follower = followerOf(adServer);
    await publish(bytes);
    await follower.start();
  };
  const broughtBy = async (key: string) => {
    const { explanation } = await adServer.decide(placements.anywhere, {
      viewer: { key, attributes: {} },
      consent: { personalization: true },
      explain: true,
    });
    return explanation?.funnel?.find(({ stage }) => stage === 'retrieve');
  };

  it('brings an ad that nobody has seen to a viewer with one click, and not to one without', async () => {
    await serve(encodeContentTable(table));
    expect(await broughtBy('once')).toMatchObject({ kept: LIMIT, sources: { content: 2 } });
    expect(await broughtBy('newcomer')).toMatchObject({ kept: LIMIT, sources: { content: 0 } });
  });

  it('refuses bytes that are no content table, and keeps the last that loaded', async () => {
    await serve(encodeContentTable(table));
    await publish(encodeContentTable(table).slice(0, -4));
    await eventually(async () =>
      expect((await adServer.browser('GET', '/metrics')).body).toMatch(
        /placard_content_table_loads_total{result="failed"} [1-9]/,
      ),
    );
    expect(await broughtBy('once')).toMatchObject({ sources: { content: 2 } });
  });
});
