import type { DecisionRecord } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import type { Scorer } from '@placard/ranking';
import { createMemoryStore } from '@placard/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOfKnownClicks } from './known-clicks.ts';
import { loadArtefact, type TrainedArtefact, trainArtefact } from './model.ts';
import { createWorld, type World } from './world.ts';

const ADS = 300;
const REQUESTS = 30;
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

  test('serves on without a pre-ranker, as artefacts of before it do', async () => {
    world.use({ ...scorer, preRanker: null });
    const { records } = await world.decide(world.request());
    expect(records[0]!.predictor.kind).toBe('model');
    expect(records[0]!.funnel.some(({ stage }) => stage === 'pre-rank')).toBe(false);
    world.use(scorer);
  });
});
