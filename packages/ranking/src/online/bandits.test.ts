import { seededRandom } from '@placard/domain';
import { describe, expect, it } from 'vitest';
import type { Pick } from '../exploration/plackett-luce.ts';
import { cholesky, dot, drawWeights } from './gaussian.ts';
import { pickThompsonWeights } from './lin-thompson.ts';
import { pickLinUcb } from './lin-ucb.ts';
import { createLinearPosterior } from './linear-posterior.ts';
import { largest } from './pick-from-distribution.ts';

const DRAWS = 20_000;
/** Four standard errors of a share. */
const TOLERANCE = 4 * Math.sqrt(0.25 / DRAWS);

const ARMS = [
  [1, 1, 0, 0],
  [1, 0, 1, 0],
  [1, 0, 0, 1],
  [1, 0.5, 0.5, 0],
];

function learnt() {
  const posterior = createLinearPosterior({ dimension: 4 });
  const random = seededRandom(3);
  const rates = [0.5, 0.45, 0.2, 0.4];
  for (let i = 0; i < 60; i++) {
    const arm = Math.floor(random() * 4);
    posterior.learn(ARMS[arm]!, Number(random() < rates[arm]!));
  }
  return posterior.belief;
}

/** How often each arm is picked, and the mean of 1 / propensity over the picks of it: 1 when they hold. */
function tried(pick: () => Pick) {
  const picked = new Float64Array(ARMS.length);
  const inverse = new Float64Array(ARMS.length);
  for (let i = 0; i < DRAWS; i++) {
    const { index, propensity } = pick();
    picked[index]! += 1 / DRAWS;
    inverse[index]! += 1 / propensity / DRAWS;
  }
  return { picked, inverse };
}

describe('logged propensities are those that decided', () => {
  it('LinUCB: equal to the frequency of each arm', () => {
    const random = seededRandom(4);
    const logged = new Map<number, number>();
    const { picked } = tried(() => {
      const pick = pickLinUcb(learntBelief, ARMS, { width: 1, exploration: 0.3 }, random);
      logged.set(pick.index, pick.propensity);
      return pick;
    });
    expect([...logged.values()].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    for (const [index, propensity] of logged) {
      expect(Math.abs(picked[index]! - propensity)).toBeLessThan(TOLERANCE);
    }
  });

  it('Thompson: picks as single draws would, and inverse propensities average to one', () => {
    const random = seededRandom(5);
    const options = { scale: 1, draws: 20, exploration: 0.1 };
    const { picked, inverse } = tried(() =>
      pickThompsonWeights(learntBelief, ARMS, options, random),
    );
    const lower = cholesky(learntBelief);
    const single = new Float64Array(ARMS.length);
    for (let i = 0; i < DRAWS; i++) {
      const weights = drawWeights(learntBelief, lower, 1, random);
      single[largest(ARMS.map((x) => dot(weights, x)))]! += 1 / DRAWS;
    }
    ARMS.forEach((_, i) => {
      expect(Math.abs(picked[i]! - (0.9 * single[i]! + 0.1 / 4))).toBeLessThan(2 * TOLERANCE);
      // Up to 40 a pick: a wider band.
      expect(Math.abs(inverse[i]! - 1)).toBeLessThan(0.12);
    });
  });
});

const learntBelief = learnt();

describe('what they choose', () => {
  it('LinUCB prefers the doubtful of two equals, and the better when it is sure', () => {
    const posterior = createLinearPosterior({ dimension: 2 });
    for (let i = 0; i < 50; i++) posterior.learn([1, 0], i % 2);
    const pick = (width: number) =>
      pickLinUcb(
        posterior.belief,
        [
          [1, 0],
          [0, 1],
        ],
        { width, exploration: 0 },
        seededRandom(1),
      );
    expect(pick(2)).toEqual({ index: 1, propensity: 1, estimated: false, explored: true });
    expect(pick(0)).toEqual({ index: 0, propensity: 1, estimated: false, explored: false });
  });

  it('Thompson settles on the best arm of a simple game', () => {
    const random = seededRandom(6);
    const posterior = createLinearPosterior({ dimension: 3 });
    const arms = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const rates = [0.2, 0.6, 0.4];
    let late = 0;
    for (let i = 0; i < 2_000; i++) {
      const options = { scale: 0.5, draws: 10, exploration: 0 };
      const { index } = pickThompsonWeights(posterior.belief, arms, options, random);
      posterior.learn(arms[index]!, Number(random() < rates[index]!));
      if (i >= 1_500 && index === 1) late++;
    }
    expect(late / 500).toBeGreaterThan(0.9);
  });

  it('nothing to pick from is refused', () => {
    const options = { scale: 1, draws: 5, exploration: 0, width: 1 };
    expect(() => pickLinUcb(learntBelief, [], options, seededRandom(1))).toThrow(RangeError);
    expect(() => pickThompsonWeights(learntBelief, [], options, seededRandom(1))).toThrow(
      RangeError,
    );
  });
});
