import { seededRandom } from '@placard/domain';
import { bootstrapIntervals, type Statistic } from '@placard/ranking';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directMethod } from './direct-method.ts';
import { doublyRobust } from './doubly-robust.ts';
import { importanceWeights } from './importance-weights.ts';
import { ips } from './ips.ts';
import type { ModelledRound } from './logged-round.ts';
import { selfNormalisedDoublyRobust } from './self-normalised-doubly-robust.ts';
import { snips } from './snips.ts';
import { switchDr } from './switch-dr.ts';

const value = (statistic: Statistic, rounds: readonly unknown[]) =>
  statistic(new Uint8Array(rounds.length).fill(1));

const round = (
  reward: number,
  propensity: number,
  policyPropensity: number,
  modelledReward = 0,
  modelledPolicyReward = 0,
): ModelledRound => ({
  reward,
  propensity,
  policyPropensity,
  modelledReward,
  modelledPolicyReward,
});

/** Weights 2, 0.5 and 0. */
const rounds = [round(1, 0.25, 0.5, 0.4, 0.5), round(1, 0.5, 0.25, 0.6, 0.3), round(0, 0.5, 0)];

describe('three rounds worked by hand', () => {
  it('weights: (2.5)^2 / 4.25 rounds are left of three', () => {
    const { weights, effectiveSampleSize, meanWeight, clippedShare } = importanceWeights(rounds);
    expect([...weights]).toEqual([2, 0.5, 0]);
    expect(effectiveSampleSize).toBeCloseTo(6.25 / 4.25, 12);
    expect([meanWeight, clippedShare]).toEqual([2.5 / 3, 0]);
    const clipped = importanceWeights(rounds, 1);
    expect([...clipped.weights]).toEqual([1, 0.5, 0]);
    expect(clipped.clippedShare).toBeCloseTo(1 / 3, 12);
  });

  it.each([
    ['IPS', ips(rounds), 2.5 / 3],
    ['IPS clipped at 1', ips(rounds, 1), 1.5 / 3],
    ['SNIPS', snips(rounds), 1],
    ['direct method', directMethod(rounds), 0.8 / 3],
    ['doubly robust', doublyRobust(rounds), (0.5 + 2 * 0.6 + 0.3 + 0.5 * 0.4) / 3],
    ['self-normalised DR', selfNormalisedDoublyRobust(rounds), 0.8 / 3 + 1.4 / 2.5],
    ['switch-DR at 1', switchDr(rounds, 1), (0.5 + 0.3 + 0.5 * 0.4) / 3],
  ] as const)('%s', (_name, statistic, expected) => {
    expect(value(statistic, rounds)).toBeCloseTo(expected, 12);
  });

  it('a policy that never does what was logged has no self-normalised value', () => {
    expect(value(snips([rounds[2]!]), [0])).toBeNull();
  });
});

describe('a log that cannot be reweighted is refused', () => {
  it.each([
    ['no rounds', []],
    ['a propensity of zero', [round(1, 0, 0.5)]],
    ['a propensity that is not a number', [round(1, Number.NaN, 0.5)]],
    ['a policy propensity above one', [round(1, 0.5, 1.5)]],
  ])('%s', (_name, bad) => {
    expect(() => ips(bad)).toThrow(RangeError);
  });
});

describe('properties', () => {
  const probability = fc.double({ min: 0.01, max: 1, noNaN: true });
  const anyRounds = fc.array(
    fc
      .tuple(fc.boolean(), probability, probability, probability, probability)
      .map(([reward, ...rest]) => round(Number(reward), ...rest)),
    { minLength: 1, maxLength: 50 },
  );

  it('judged by its own log, a policy is worth its mean reward', () => {
    fc.assert(
      fc.property(anyRounds, (some) => {
        const own = some.map((each) => ({ ...each, policyPropensity: each.propensity }));
        const mean = own.reduce((sum, { reward }) => sum + reward, 0) / own.length;
        expect(value(ips(own), own)).toBeCloseTo(mean, 12);
        expect(value(snips(own), own)).toBeCloseTo(mean, 12);
      }),
    );
  });

  it('switch-DR runs from the direct method to doubly robust', () => {
    fc.assert(
      fc.property(anyRounds, (some) => {
        expect(value(switchDr(some, 0), some)).toBeCloseTo(value(directMethod(some), some)!, 12);
        const never = switchDr(some, Number.POSITIVE_INFINITY);
        expect(value(never, some)).toBeCloseTo(value(doublyRobust(some), some)!, 12);
      }),
    );
  });
});

describe('on a log whose policy and truth are known', () => {
  /** Two contexts, three actions; the judged policy prefers what pays. */
  const truth = [
    [0.1, 0.4, 0.2],
    [0.5, 0.1, 0.3],
  ];
  const behaviour = [0.6, 0.2, 0.2];
  const judged = [
    [0.1, 0.8, 0.1],
    [0.7, 0.1, 0.2],
  ];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const worth = (dot(judged[0]!, truth[0]!) + dot(judged[1]!, truth[1]!)) / 2;

  function log(count: number, seed: number, model: (reward: number) => number): ModelledRound[] {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => {
      const context = random() < 0.5 ? 0 : 1;
      const draw = random();
      const action = draw < 0.6 ? 0 : draw < 0.8 ? 1 : 2;
      const expected = truth[context]!;
      return round(
        Number(random() < expected[action]!),
        behaviour[action]!,
        judged[context]![action]!,
        model(expected[action]!),
        dot(judged[context]!, expected.map(model)),
      );
    });
  }

  it('IPS, SNIPS and DR find it, DR also with a wrong reward model; the direct method then does not', () => {
    const wrong = log(40_000, 1, (reward) => 0.5 * reward);
    for (const statistic of [ips(wrong), snips(wrong), doublyRobust(wrong)]) {
      expect(Math.abs(value(statistic, wrong)! - worth)).toBeLessThan(0.02);
    }
    expect(value(directMethod(wrong), wrong)).toBeCloseTo(worth / 2, 2);
  });

  it('a right reward model narrows the interval of DR below that of IPS', () => {
    const right = log(4_000, 2, (reward) => reward);
    const width = (statistic: Statistic) => {
      const { it } = bootstrapIntervals(
        { it: statistic },
        { clusters: right.map((_, i) => i), random: seededRandom(3) },
      );
      expect(it!.from).toBeLessThan(worth);
      expect(it!.to).toBeGreaterThan(worth);
      return it!.to - it!.from;
    };
    expect(width(doublyRobust(right))).toBeLessThan(0.9 * width(ips(right)));
  });
});
