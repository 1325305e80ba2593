import type { DecisionRecord } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { createOnlineMarket, type Scorer } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOfKnownClicks } from './known-clicks.ts';
import { loadArtefact, type TrainedArtefact, trainArtefact } from './model.ts';
import { createWorld, type World } from './world.ts';

const ADS = 300;
const REQUESTS = 30;
const DRAWS = 800;
const SMALL = { embeddingDim: 8, hidden: [32, 16], epochs: 3, batchSize: 256 };
const store = createMemoryStore();
let world: World;
let artefact: TrainedArtefact;
let scorer: Scorer;

beforeAll(async () => {
  world = await createWorld({ ads: ADS, exploration: 0, store });
  const rows = rowsOfKnownClicks(world.snapshot, world.profiles, 6_000, seededRandom(3));
  artefact = await trainArtefact(rows, SMALL);
  scorer = await loadArtefact(artefact);
  world.use(scorer);
}, 120_000);
afterAll(() => scorer.dispose());

/** DCG of what the answer is expected to earn. */
function gain(records: readonly DecisionRecord[]): number {
  return records.reduce((sum, { winner }, i) => sum + winner!.eCpmMicros / Math.log2(i + 2), 0);
}

async function wholeMarket(request: ReturnType<World['request']>) {
  const everything = world.snapshot.ads.map(({ adId }) => adId);
  return world.decide({ ...request, restrictToAds: everything }, true);
}

describe('pre-ranking and then ranking a shortlist', () => {
  test('fills slots within half a percent of ranking everything, looking deeply at a fifth at most', async () => {
    for (const slots of [1, 4]) {
      let lost = 0;
      for (let i = 0; i < REQUESTS; i++) {
        const request = world.request(slots);
        const { records } = await world.decide(request);
        const whole = await wholeMarket(request);
        expect(records).toHaveLength(slots);
        lost += 1 - gain(records) / gain(whole.records);
        const funnel = new Map(records[0]!.funnel.map(({ stage, kept }) => [stage, kept]));
        expect(funnel.get('eligible')).toBe(ADS);
        expect(funnel.get('pre-rank')).toBeLessThanOrEqual(ADS / 5);
        expect(whole.records[0]!.funnel.some(({ stage }) => stage === 'pre-rank')).toBe(false);
      }
      expect(lost / REQUESTS).toBeLessThan(0.005);
    }
    expect(world.errors).toEqual([]);
  }, 30_000);

  test('is what the card says of it: measured on requests it was not fitted to', () => {
    const { preRank } = artefact.card;
    expect(preRank).toMatchObject({ serves: true, candidates: ADS });
    expect(preRank!.ndcg).toBeGreaterThan(0.995);
  });

  test('leaves more than one campaign to choose from, whatever one of them bids', async () => {
    const first = world.snapshot.adGroups[0]!.campaignId;
    const rich = await createWorld({
      ads: ADS,
      exploration: 0,
      store,
      change: (snapshot) => ({
        ...snapshot,
        adGroups: snapshot.adGroups.map((group) =>
          group.campaignId === first ? { ...group, bidMicros: 1e9 } : group,
        ),
      }),
    });
    rich.use(scorer);
    const { records } = await rich.decide(rich.request(4));
    expect(new Set(records.map(({ winner }) => winner!.campaignId)).size).toBe(4);
  });

  test('leaves to chance what it says it does: each ad is shown as often as its propensity', async () => {
    const half = await createWorld({
      ads: ADS,
      exploration: 0.5,
      store,
      stepMs: 0,
      random: seededRandom(5),
    });
    half.use(scorer);
    const request = half.request(2);
    /** By what earlier slots took: how often each ad was shown, and what was said of it. */
    type Tally = { readonly shown: number; readonly propensity: number };
    const byContext = new Map<string, Map<string, Tally>>();
    for (let i = 0; i < DRAWS; i++) {
      const { records } = await half.decide(request);
      let context = '';
      for (const { winner, funnel } of records) {
        const { adId, propensity, propensityEstimated } = winner!;
        const ads = byContext.get(context) ?? new Map<string, Tally>();
        byContext.set(context, ads);
        const known = ads.get(adId) ?? { shown: 0, propensity };
        const ranked = funnel.find(({ stage }) => stage === 'pre-rank')!.kept;
        if (propensityEstimated || ranked > ADS / 5) throw new Error('this is no lottery');
        if (Math.abs(known.propensity - propensity) > 1e-9) throw new Error('it changes its mind');
        ads.set(adId, { ...known, shown: known.shown + 1 });
        context = adId;
      }
    }
    const drawsOf = (ads: Map<string, Tally>) =>
      [...ads.values()].reduce((sum, { shown }) => sum + shown, 0);
    const contexts = [...byContext.values()].toSorted((a, b) => drawsOf(b) - drawsOf(a));
    for (const ads of contexts.slice(0, 2)) {
      const draws = drawsOf(ads);
      expect(draws).toBeGreaterThan(DRAWS / 3);
      expect(ads.size).toBe(16);
      let total = 0;
      let chiSquare = 0;
      for (const { shown, propensity } of ads.values()) {
        total += propensity;
        chiSquare += (shown - draws * propensity) ** 2 / (draws * propensity);
      }
      expect(total).toBeCloseTo(1, 9);
      // The 99.9th percentile with 15 degrees of freedom.
      expect(chiSquare).toBeLessThan(37.7);
    }
    expect(half.errors).toEqual([]);
  }, 60_000);

  test('leaves a learner to choose from what no coin changed: its propensities hold as well', async () => {
    const policy = 'bayesian-last-layer';
    const learning = await createWorld({
      ...{ ads: ADS, exploration: 0.5, store, stepMs: 0, random: seededRandom(6) },
      change: (snapshot) => ({
        ...snapshot,
        markets: snapshot.markets.map((market) => ({ ...market, policy })),
      }),
    });
    learning.use(scorer);
    const taught = createOnlineMarket();
    const random = seededRandom(7);
    for (let i = 0; i < 300; i++) {
      const outcome = { modelVersionId: 'mdl_bench', modelPCtr: 0.1, pCtr: 0.1, atMs: i };
      const features = { ad: `ad_${i % ADS}`, 'ad-categories': ['x'] };
      taught.learn({ ...outcome, version: `1.${i}`, features, clicked: random() < 0.1 });
    }
    await store.writeOnlineState(taught.served('mkt_1', policy));
    const request = learning.request();
    const shown = new Map<string, number>();
    const said = new Map<string, Set<number>>();
    for (let i = 0; i < DRAWS; i++) {
      const { winner } = (await learning.decide(request)).records[0]!;
      expect(winner).toMatchObject({ propensityEstimated: false, online: { policy } });
      shown.set(winner!.adId, (shown.get(winner!.adId) ?? 0) + 1);
      said.set(winner!.adId, (said.get(winner!.adId) ?? new Set()).add(winner!.propensity));
    }
    let total = 0;
    for (const [adId, propensities] of said) {
      expect(propensities.size).toBe(1);
      const [propensity] = propensities as unknown as [number];
      total += propensity;
      const chance = 4.5 * Math.sqrt((propensity * (1 - propensity)) / DRAWS);
      expect(Math.abs(shown.get(adId)! / DRAWS - propensity)).toBeLessThan(chance + 1e-9);
    }
    expect(said.size).toBeGreaterThan(3);
    expect(total).toBeCloseTo(1, 9);
    expect(learning.errors).toEqual([]);
  }, 60_000);

  test('looks deeply at six, and at all that chance may choose only where chance decides', async () => {
    const kept = new Set<number>();
    for (const exploration of [0, 1]) {
      const some = await createWorld({ ads: ADS, exploration, store });
      some.use(scorer);
      const { records } = await some.decide(some.request());
      kept.add(records[0]!.funnel.find(({ stage }) => stage === 'pre-rank')!.kept);
      expect(records[0]!.runnersUp).toHaveLength(5);
    }
    const [byRank, byChance] = [...kept];
    expect(byRank).toBeLessThan(byChance!);
    expect(byChance).toBeGreaterThanOrEqual(17);
  });

  test('serves on without a pre-ranker, as artefacts of before it do', async () => {
    world.use({ ...scorer, preRanker: null });
    const { records } = await world.decide(world.request());
    expect(records[0]!.predictor.kind).toBe('model');
    expect(records[0]!.funnel.some(({ stage }) => stage === 'pre-rank')).toBe(false);
    world.use(scorer);
  });
});
