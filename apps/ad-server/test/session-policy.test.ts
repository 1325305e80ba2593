import type { SessionPolicy, Snapshot, ViewerProfile } from '@placard/contracts';
import { eventually } from '@placard/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SnapshotFollower } from '../src/index.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { followerOf, publishSnapshot } from './harness/published.ts';
import { marketId, placements, START_MS, testAd, testSnapshot } from './harness/snapshot.ts';

const loud = testAd('Win a prize', 'games', 'https://shop.example/loud');
const quiet = testAd('Trail shoes', 'running', 'https://shop.example/quiet');
const [template] = testSnapshot().adGroups;

const leaf = (value: number) => ({
  feature: [-1],
  threshold: [0],
  left: [0],
  right: [0],
  missingLeft: [0],
  value: [value],
});
/** A visit goes on after the quiet ad and ends after the loud one; the further it is, the less is left of it. */
const policy: SessionPolicy = {
  formatVersion: 1,
  trainedAtMs: START_MS,
  features: ['visit-depth'],
  stayByAd: { [loud.adId]: -1, [quiet.adId]: 1 },
  stays: {
    base: 0,
    trees: [
      {
        feature: [1, -1, -1],
        threshold: [0, 0, 0],
        left: [1, 0, 0],
        right: [2, 0, 0],
        missingLeft: [0, 0, 0],
        value: [0, -4, 4],
      },
    ],
  },
  future: {
    base: 0,
    trees: [
      {
        ...{ feature: [0, -1, -1], threshold: [2, 0, 0], left: [1, 0, 0], right: [2, 0, 0] },
        missingLeft: [1, 0, 0],
        value: [0, 2_000, 0],
      },
      leaf(100),
    ],
  },
  unit: 'micros',
  steps: 1_000,
};

describe('an ad-server that ranks by what ads do to visits', () => {
  let adServer: TestAdServer;
  let follower: SnapshotFollower;
  beforeEach(async () => {
    adServer = await openAdServer({ snapshot: null });
    const view = { kind: 'view' as const, itemId: null, adId: null, categories: [] };
    const profile: ViewerProfile = {
      viewerKey: 'five-pages-in',
      marketId,
      attributes: {},
      lastPosition: null,
      updatedAtMs: START_MS,
      ...{ impressions: 0, clicks: 0, conversions: 0, interests: {}, exposures: {}, ads: {} },
      recent: Array.from({ length: 5 }, (_, i) => ({ ...view, atMs: START_MS - 60_000 * i })),
    };
    await adServer.store.writeViewerProfiles([profile]);
    follower = followerOf(adServer);
  });
  afterEach(async () => {
    await follower.stop();
    await adServer.close();
  });

  /** The loud ad bids a quarter more. */
  const publish = async (served: object | null) => {
    const digest = await adServer.blobs.put(Buffer.from(JSON.stringify(served)));
    const named = { sessionPolicyId: 'ssp_1', method: 'fitted-evaluation', digest };
    const sessionPolicy = served ? { sessionPolicy: named } : {};
    const snapshot: Snapshot = testSnapshot({
      markets: [{ marketId, currency: 'EUR', exploration: 0, champion: null, ...sessionPolicy }],
      adGroups: [loud, quiet].map(({ adId }, i) => ({
        ...template!,
        adGroupId: `agr_${i}_${adId}`,
        pricing: 'cpm' as const,
        bidMicros: i === 0 ? 2_500_000 : 2_000_000,
      })),
      ads: [loud, quiet].map((ad, i) => ({ ...ad, adGroupId: `agr_${i}_${ad.adId}` })),
    });
    await publishSnapshot(adServer, snapshot);
  };
  const shown = async (key: string) => {
    const slot = await adServer.decide(placements.anywhere, {
      viewer: { key, attributes: {} },
      consent: { personalization: true },
      explain: true,
    });
    return slot;
  };
  const adOf = async (key: string) => (await shown(key)).ad?.adId;

  it('shows what keeps the visit going where much is left of it, and what pays best where little is', async () => {
    await publish(null);
    await follower.start();
    expect(await adOf('newcomer')).toBe(loud.adId);
    await publish(policy);
    await eventually(async () => expect(await adOf('newcomer')).toBe(quiet.adId));
    expect(await adOf('five-pages-in')).toBe(loud.adId);
    const { explanation } = await shown('newcomer');
    expect(explanation?.eCpmMicros).toBe(2_000_000);
    expect(explanation!.clearingPriceMicros).toBeLessThanOrEqual(2_000_000);
    await publish(null);
    await eventually(async () => expect(await adOf('newcomer')).toBe(loud.adId));
  });

  it('refuses what is no policy, and one that counts clicks, and keeps the last that loaded', async () => {
    await publish(policy);
    await follower.start();
    expect(await adOf('newcomer')).toBe(quiet.adId);
    for (const bad of [
      { ...policy, unit: 'clicks' },
      { ...policy, features: ['no-such-feature'] },
    ]) {
      await publish(bad);
    }
    await eventually(async () =>
      expect((await adServer.browser('GET', '/metrics')).body).toMatch(
        /placard_session_policy_loads_total{result="failed"} [1-9]/,
      ),
    );
    expect(await adOf('newcomer')).toBe(quiet.adId);
  });
});
