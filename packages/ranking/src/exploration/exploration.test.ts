import { seededRandom } from '@placard/domain';
import { describe, expect, test } from 'vitest';
import { gumbelPick, pickExploring } from './plackett-luce.ts';
import { pickThompson, rateBelief } from './thompson.ts';

const DRAWS = 40_000;
/** Four standard errors of a share at DRAWS draws. */
const TOLERANCE = 4 * Math.sqrt(0.25 / DRAWS);

describe('Plackett-Luce exploration', () => {
  test('logs the frequency with which each candidate is really picked', () => {
    const random = seededRandom(11);
    const scores = [5, 3, 1.5, 0.5, 0];
    for (const exploration of [0, 0.2, 1]) {
      const picked = new Float64Array(scores.length);
      const logged = new Map<number, number>();
      let changed = 0;
      for (let i = 0; i < DRAWS; i++) {
        const byChance = random() < exploration;
        const pick = pickExploring(scores, { exploration, byChance }, 4, random);
        picked[pick.index]! += 1 / DRAWS;
        if ((logged.get(pick.index) ?? pick.propensity) !== pick.propensity) changed += 1;
        logged.set(pick.index, pick.propensity);
      }
      expect(changed).toBe(0);
      let total = 0;
      for (const [index, propensity] of logged) {
        expect(Math.abs(picked[index]! - propensity)).toBeLessThan(TOLERANCE);
        total += propensity;
      }
      expect(total).toBeCloseTo(1, 9);
      expect(logged.has(4)).toBe(false);
    }
  });

  test('ranks what remains by the same rule: two picks follow the Plackett-Luce law', () => {
    const random = seededRandom(12);
    const weights = [4, 2, 1];
    const seen = new Map<string, number>();
    for (let i = 0; i < DRAWS; i++) {
      const first = gumbelPick(weights, random);
      const second = gumbelPick(weights.with(first, 0), random);
      seen.set(`${first}${second}`, (seen.get(`${first}${second}`) ?? 0) + 1 / DRAWS);
    }
    for (const [pair, share] of seen) {
      const [first, second] = [Number(pair[0]), Number(pair[1])];
      const law = (weights[first]! / 7) * (weights[second]! / (7 - weights[first]!));
      expect(Math.abs(share - law)).toBeLessThan(TOLERANCE);
    }
    expect(seen.size).toBe(6);
  });

  test('is greedy at zero, also among scores of zero, and refuses an empty list', () => {
    const greedy = { exploration: 0, byChance: false };
    expect(pickExploring([0, 0], greedy, 16, seededRandom(1))).toEqual({
      index: 0,
      propensity: 1,
      estimated: false,
      explored: false,
    });
    expect(() => pickExploring([], greedy, 16, seededRandom(1))).toThrow(RangeError);
  });
});

describe('Thompson sampling', () => {
  const bid = (alpha: number, beta: number, value: number, random = seededRandom(alpha)) => ({
    rate: rateBelief({ alpha, beta }, 2_000, random),
    value,
    meanScore: (value * alpha) / (alpha + beta),
  });
  const bids = [bid(30, 970, 1), bid(2, 98, 1), bid(1, 9, 0.2)];

  test('estimates, and marks as estimates, the frequencies with which it picks', () => {
    const random = seededRandom(13);
    const draws = 4_000;
    const picked = new Float64Array(3);
    const logged = new Float64Array(3);
    let mislabelled = 0;
    for (let i = 0; i < draws; i++) {
      const pick = pickThompson(bids, random);
      if (!pick.estimated || pick.explored !== (pick.index !== 0)) mislabelled += 1;
      picked[pick.index]! += 1 / draws;
      logged[pick.index] = pick.propensity;
    }
    expect(mislabelled).toBe(0);
    for (const [i, share] of picked.entries()) {
      expect(share).toBeGreaterThan(0.01);
      expect(Math.abs(logged[i]! - share)).toBeLessThan(0.04);
    }
  });

  test('takes a certain score as it is', () => {
    const certain = { rate: null, value: 1, meanScore: 1 };
    const sure = { index: 1, propensity: 1, explored: false, estimated: true };
    expect(pickThompson([bids[0]!, certain], seededRandom(3))).toEqual(sure);
    const lower = { ...certain, value: 0.5, meanScore: 0.5 };
    expect(pickThompson([lower, certain], seededRandom(3))).toEqual(sure);
  });
});
