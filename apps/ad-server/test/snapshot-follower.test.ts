import { digestOf } from '@placard/blobs';
import type { Snapshot, SnapshotMarket } from '@placard/contracts';
import { eventually } from '@placard/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FollowerOptions, SnapshotFollower } from '../src/index.ts';
import { openAdServer, type TestAdServer } from './harness/ad-server.ts';
import { putChampion } from './harness/champion.ts';
import { followerOf, publishSnapshot } from './harness/published.ts';
import { ads, marketId, placements, START_MS, testSnapshot } from './harness/snapshot.ts';

const [first, second] = ads;

describe('an ad-server follows what is published', () => {
  let adServer: TestAdServer;
  let follower: SnapshotFollower;
  beforeEach(async () => {
    adServer = await openAdServer({ snapshot: null });
  });
  afterEach(async () => {
    await follower.stop();
    await adServer.close();
  });

  const follow = async (options: Partial<FollowerOptions> = {}) => {
    follower = followerOf(adServer, options);
    await follower.start();
  };
  const publish = (snapshot: Snapshot) => publishSnapshot(adServer, snapshot);
  const untilInUse = (revision: string) =>
    eventually(() => expect(adServer.dependencies.decider.current?.revision).toBe(revision));
  const withChampion = (champion: SnapshotMarket['champion']) =>
    testSnapshot({ markets: [{ marketId, currency: 'EUR', exploration: 0, champion }] });
  const predictor = async () => {
    const slot = await adServer.decide(placements.sidebar, { explain: true });
    return { kind: slot.explanation?.predictor?.kind, adId: slot.ad.adId, pCtr: slot.ad.pCtr };
  };
  const metric = async (line: RegExp) =>
    expect((await adServer.browser('GET', '/metrics')).body).toMatch(line);

  it('uses a snapshot that was there before it started', async () => {
    const revision = await publish(testSnapshot());
    await follow();
    expect(adServer.dependencies.decider.current?.revision).toBe(revision);
    expect((await adServer.browser('GET', '/health')).statusCode).toBe(200);
  });

  it('hears of a new one at once, without waiting to look again', async () => {
    await follow({ pollMs: 3_600_000 });
    expect(adServer.dependencies.decider.current).toBeNull();
    await untilInUse(await publish(testSnapshot()));
    await untilInUse(await publish(testSnapshot({ builtAtMs: START_MS + 1 })));
  });

  it('finds it all the same when the notice is lost', async () => {
    const { snapshotPointer } = adServer.store;
    const deaf = { ...snapshotPointer, subscribe: async () => async () => {} };
    await follow({ pointer: deaf });
    await untilInUse(await publish(testSnapshot()));
  });

  it('keeps what it has while the next cannot be read, and takes it when it can', async () => {
    await follow();
    const good = await publish(testSnapshot());
    await untilInUse(good);
    const next = Buffer.from(JSON.stringify(testSnapshot({ builtAtMs: START_MS + 1 })));
    const revision = digestOf(next);
    await adServer.store.snapshotPointer.publish({ revision, publishedAtMs: START_MS });
    await eventually(() => metric(/placard_snapshot_loads_total{result="failed"} [1-9]/));
    expect((await adServer.decide(placements.sidebar)).ad).toBeTruthy();
    expect(adServer.dependencies.decider.current?.revision).toBe(good);
    await adServer.blobs.put(next);
    await untilInUse(revision);
  });

  it('refuses a snapshot that is none', async () => {
    await follow();
    const good = await publish(testSnapshot());
    await untilInUse(good);
    await publish({ formatVersion: 2 } as never);
    await eventually(() => metric(/placard_snapshot_loads_total{result="failed"} [1-9]/));
    expect(adServer.dependencies.decider.current?.revision).toBe(good);
  });

  it('ranks by the champion of the market, and says so', async () => {
    const { champion } = await putChampion(adServer.blobs, { [first.adId]: -4, [second.adId]: -1 });
    await publish(withChampion(champion));
    await follow();
    const chosen = await predictor();
    expect(chosen).toMatchObject({ kind: 'model', adId: second.adId });
    expect(chosen.pCtr).toBeCloseTo(1 / (1 + Math.exp(1)), 4);
  });

  it('serves by posterior means while the champion cannot be loaded, and by it once it can', async () => {
    const logits = { [first.adId]: -4, [second.adId]: -1 };
    const { champion, putWithheld } = await putChampion(adServer.blobs, logits, { withhold: true });
    await publish(withChampion(champion));
    await follow();
    expect((await predictor()).kind).toBe('posterior-mean');
    await metric(/placard_model_loads_total{result="failed"} [1-9]/);
    await putWithheld();
    await eventually(async () => expect((await predictor()).kind).toBe('model'));
  });

  it('refuses a champion whose golden scores disagree', async () => {
    const { champion } = await putChampion(
      adServer.blobs,
      { [first.adId]: -1 },
      { goldenOff: 0.01 },
    );
    await publish(withChampion(champion));
    await follow();
    expect((await predictor()).kind).toBe('posterior-mean');
  });

  it('keeps the last champion when the next is broken, and drops it when there is none', async () => {
    const old = await putChampion(adServer.blobs, { [first.adId]: -1, [second.adId]: -4 });
    const broken = await putChampion(adServer.blobs, { [second.adId]: -1 }, { goldenOff: 1 });
    await publish(withChampion(old.champion));
    await follow();
    await untilInUse(await publish(withChampion(broken.champion)));
    await eventually(() => metric(/placard_model_loads_total{result="failed"} [1-9]/));
    expect(await predictor()).toMatchObject({ kind: 'model', adId: first.adId });
    await publish(withChampion(null));
    await eventually(async () => expect((await predictor()).kind).toBe('posterior-mean'));
  });
});
