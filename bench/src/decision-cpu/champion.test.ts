import { type DecisionRecord, decisionRequestSchema } from '@placard/contracts';
import { MINUTE_MS, seededRandom } from '@placard/domain';
import { atReferencePosition, type Scorer } from '@placard/ranking';
import { compileSnapshot, createDecider, createTokenSealer } from '@placard/serving';
import { createMemoryStore } from '@placard/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOfKnownClicks } from './known-clicks.ts';
import { busyProfile, marketOf, NOW_MS } from './market.ts';
import { loadArtefact, trainArtefact } from './model.ts';

const errors: unknown[] = [];
const random = seededRandom(3);
const snapshot = marketOf(60, random);
const store = createMemoryStore();
const decider = createDecider({
  hotState: store,
  clock: { nowMs: () => NOW_MS },
  random,
  tokens: createTokenSealer([{ keyId: 1, secret: 'x'.repeat(32) }]),
  assetsBaseUrl: '',
  clickUrl: (token) => `/c/${token}`,
  tokenTtlMs: MINUTE_MS,
  conversionTokenTtlMs: MINUTE_MS,
  onError: (error) => errors.push(error),
});
const compiled = compileSnapshot(snapshot, 'rev');
const facts = {
  device: 'desktop',
  os: 'linux',
  browser: 'firefox',
  country: 'DE',
  language: 'de',
  trusted: false,
} as const;

async function decide(viewer: string, explain = false) {
  const request = decisionRequestSchema.parse({
    opportunities: [1, 2, 3].map((i) => ({ slotId: `s${i}`, placementId: 'plc_1' })),
    page: { categories: ['topic-1', 'topic-2'] },
    viewer: { key: viewer, attributes: { age: '30' } },
    consent: { personalization: true },
    explain,
  });
  return decider.decide(request, facts);
}

let scorer: Scorer;
beforeAll(async () => {
  const profiles = ['a', 'b', 'c', 'd'].map((viewer) => busyProfile(viewer, snapshot, random));
  await store.writeViewerProfiles(profiles);
  const rows = rowsOfKnownClicks(snapshot, profiles, 400, random);
  scorer = await loadArtefact(await trainArtefact(rows, { epochs: 1 }));
}, 60_000);
afterAll(() => scorer.dispose());

describe('with a champion', () => {
  test('the logged features alone give the served click rate again', async () => {
    decider.use(compiled, new Map([['mkt_1', scorer]]));
    for (const viewer of ['a', 'b', 'c', 'd', 'stranger']) {
      const { records } = await decide(viewer);
      const logged = JSON.parse(JSON.stringify(records)) as DecisionRecord[];
      // Logged where it stood, scored as all are: in the first place.
      const scores = await scorer.score(
        logged.map(({ winner }) => atReferencePosition(winner!.features)),
      );
      expect(logged).toHaveLength(3);
      // Not to the bit: matrix products of another batch size may sum in another order.
      logged.forEach(({ winner, predictor }, i) => {
        expect(predictor).toEqual({
          kind: 'model',
          modelVersionId: 'mdl_bench',
          modelKind: 'dcn-v2',
        });
        expect(winner!.pCtr).toBeCloseTo(scores[i]!.pCtr, 6);
        expect(winner!.propensityEstimated).toBe(false);
      });
    }
  });

  test('without exploration by chance the best expected revenue wins, at a price below the bid', async () => {
    const greedy = {
      ...snapshot,
      markets: snapshot.markets.map((m) => ({ ...m, exploration: 0 })),
    };
    decider.use(compileSnapshot(greedy, 'greedy'), new Map([['mkt_1', scorer]]));
    for (let i = 0; i < 20; i++) {
      const { winner, runnersUp } = (await decide('a')).records[0]!;
      expect(winner!.propensity).toBe(1);
      for (const { rankScore } of runnersUp) {
        expect(winner!.eCpmMicros).toBeGreaterThanOrEqual(rankScore);
      }
      expect(winner!.clearingPriceMicros).toBeLessThanOrEqual(winner!.bidMicros);
    }
  });

  test('says in its explanation that a model chose', async () => {
    const { response } = await decide('a', true);
    expect(response.slots[0]?.explanation?.reasons?.join(' ')).toContain('The trained model gives');
  });

  test('that fails, posterior means serve under their own name, and the failure is told', async () => {
    const failing = { ...scorer, logits: () => Promise.reject(new Error('out of memory')) };
    decider.use(compiled, new Map([['mkt_1', failing]]));
    errors.length = 0;
    const { response, records } = await decide('a');
    expect(response.slots.every(({ ad }) => ad !== null)).toBe(true);
    expect(records[0]?.predictor).toEqual({ kind: 'posterior-mean' });
    expect(errors).toHaveLength(1);
  });
});
