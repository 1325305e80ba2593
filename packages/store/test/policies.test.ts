import { SERVING_POLICIES, type ServingPolicy, type Snapshot } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { createOnlineMarket, servedRate } from '@placard/ranking';
import { describe, expect, test, vi } from 'vitest';
import { serve } from './serve.ts';
import { demand, snapshot } from './snapshot-fixture.ts';

vi.setConfig({ testTimeout: 30_000 });

const ADS = ['a', 'b', 'c', 'd', 'e', 'f'];
const EXPLORATION = 0.2;
const DECISIONS = 1_200;
const RICH = { dailyBudgetMicros: 1e14, walletBalanceMicros: 1e14 };

function served(policy: ServingPolicy): Snapshot {
  const ads = ADS.map((name, i) =>
    demand(name, {
      ad: { categories: [i % 2 === 0 ? 'jazz' : 'films'] },
      campaign: RICH,
      group: { bidMicros: 500_000 + 1_000 * i, pricing: name === 'f' ? 'cpm' : 'cpc' },
    }),
  );
  const whole = snapshot(ads, { exploration: EXPLORATION });
  return { ...whole, markets: whole.markets.map((market) => ({ ...market, policy })) };
}

/** A market that has learnt for a while, the ads alike enough for doubt to matter. */
function learntMarket() {
  const random = seededRandom(8);
  const market = createOnlineMarket();
  for (let i = 0; i < 400; i++) {
    const ad = Math.floor(random() * ADS.length);
    market.learn({
      version: `7.${i}`,
      atMs: i,
      modelVersionId: null,
      ...{ modelPCtr: 0.05, pCtr: 0.05 },
      features: { ad: `ad_${ADS[ad]}`, 'ad-categories': [ad % 2 === 0 ? 'jazz' : 'films'] },
      clicked: random() < 0.05 + 0.005 * ad,
    });
  }
  return market;
}

async function decide(policy: ServingPolicy, count: number) {
  const { one, store } = serve(served(policy), { random: seededRandom(5) });
  const state = learntMarket().served('mkt_1', policy);
  await store.writeOnlineState(state);
  const winners = [];
  for (let i = 0; i < count; i++) winners.push((await one()).record);
  return { records: winners, state };
}

describe('a logged propensity', () => {
  test.each(SERVING_POLICIES)('of %s is how often that ad is shown', async (policy) => {
    const { records } = await decide(policy, DECISIONS);
    const shown = new Map<string, number[]>();
    for (const { winner } of records) {
      const own = shown.get(winner!.adId) ?? [];
      own.push(winner!.propensity);
      shown.set(winner!.adId, own);
    }
    let sum = 0;
    for (const [, propensities] of shown) {
      const frequency = propensities.length / DECISIONS;
      const logged = propensities.reduce((total, p) => total + p, 0) / propensities.length;
      const chance = 4.5 * Math.sqrt((logged * (1 - logged)) / DECISIONS) + 1e-9;
      const [first] = records;
      if (first!.winner!.propensityEstimated) {
        // Sampling over counts: an estimate by 64 draws, and marked so.
        expect(Math.abs(frequency - logged)).toBeLessThan(chance + 4.5 * (0.5 / Math.sqrt(64)));
      } else {
        // Exact: the same number each time, and the probability itself.
        expect(Math.max(...propensities) - Math.min(...propensities)).toBeLessThan(1e-12);
        expect(Math.abs(frequency - logged)).toBeLessThan(chance);
      }
      sum += logged;
    }
    const isEstimate = policy === 'auto' || policy === 'counts-thompson';
    expect(records.every(({ winner }) => winner!.propensityEstimated === isEstimate)).toBe(true);
    expect(shown.size).toBeGreaterThan(1);
    if (!isEstimate) expect(sum).toBeLessThan(1 + 1e-9);
    if (!isEstimate && shown.size === ADS.length) expect(sum).toBeCloseTo(1, 9);
  });
});

describe('a logged decision', () => {
  test.each(SERVING_POLICIES)(
    'of %s is replayed bit for bit from its state version',
    async (policy) => {
      const { records, state } = await decide(policy, 20);
      const again = learntMarket().served('mkt_1', policy);
      expect(again).toEqual(state);
      for (const { predictor, winner } of records) {
        expect(winner!.online).toMatchObject({ policy, stateVersion: '7.399' });
        const logged = JSON.parse(JSON.stringify(winner)) as NonNullable<typeof winner>;
        const { features, online } = logged;
        expect(servedRate({ predictor, features, online: online! }, again)).toBe(winner!.pCtr);
      }
    },
  );

  test('names what really chose: a learner that is not there yet leaves it to auto', async () => {
    const { one } = serve(served('lin-ucb'));
    expect((await one()).record.winner!.online).toEqual({
      modelPCtr: expect.any(Number),
      policy: 'auto',
    });
  });
});

test('a fold that is stored and restored goes on as if it had not been', () => {
  const whole = createOnlineMarket();
  let halves = createOnlineMarket();
  const random = seededRandom(2);
  for (let i = 0; i < 300; i++) {
    const outcome = {
      ...{ version: `1.${i}`, atMs: 1_000 * i, modelVersionId: i < 20 ? null : 'mdl_1' },
      ...{ modelPCtr: 0.1 + 0.3 * random(), pCtr: 0.1 },
      features: { ad: `ad_${i % 7}`, 'ad-categories': ['jazz'], 'affinity-long': random() },
      clicked: random() < 0.2,
    };
    whole.learn(outcome);
    halves.learn(outcome);
    if (i % 50 === 0) halves = createOnlineMarket(JSON.parse(JSON.stringify(halves.state())));
  }
  // As text: a difference in thousands of numbers is no reading matter.
  const text = (value: unknown) => JSON.stringify(value);
  expect(text(halves.state()) === text(whole.state())).toBe(true);
  const layer = 'bayesian-last-layer';
  expect(text(halves.served('mkt_1', layer)) === text(whole.served('mkt_1', layer))).toBe(true);
});
