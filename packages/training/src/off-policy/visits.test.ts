import { seededRandom } from '@placard/domain';
import type { Statistic } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import type { ModelledRound } from './logged-round.ts';
import { visitDoublyRobust } from './visit-doubly-robust.ts';
import { visitIps } from './visit-ips.ts';
import { visitSnips } from './visit-snips.ts';

const value = (statistic: Statistic, visits: readonly unknown[]) =>
  statistic(new Uint8Array(visits.length).fill(1));
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

/** Weights 2 then 2 x 0.5; and 0.5. */
const visits = [
  [round(1, 0.25, 0.5, 1.2, 1.1), round(1, 0.5, 0.25, 0.6, 0.5)],
  [round(1, 0.5, 0.25, 0.9, 1)],
];

describe('two visits worked by hand', () => {
  it.each([
    ['per-decision IPS', visitIps(visits), (2 + 1 + 0.5) / 2],
    // At the second page view the visit that has ended counts by its weight of 0.5, and earns nothing.
    ['weighted per-decision', visitSnips(visits), (2 + 0.5) / 2.5 + 1 / 1.5],
    // Second page 0.5 + 0.5 (1 - 0.6) = 0.7; first 1.1 + 2 (1 + 0.7 - 1.2) = 2.1; other 1 + 0.5 (1 - 0.9) = 1.05.
    ['doubly robust', visitDoublyRobust(visits), (2.1 + 1.05) / 2],
  ] as const)('%s', (_name, statistic, expected) => {
    expect(value(statistic, visits)).toBeCloseTo(expected, 12);
  });

  it('a log that cannot be reweighted is refused', () => {
    expect(() => visitIps([])).toThrow(RangeError);
    expect(() => visitSnips([[]])).toThrow(RangeError);
    expect(() => visitDoublyRobust([[round(1, 0, 0.5)]])).toThrow(RangeError);
  });
});

describe('visits whose truth is known', () => {
  /** Two ads: the first is clicked more, and ends the visit more often. Visits have at most four page views. */
  const clicks = [0.6, 0.3];
  const stays = [0.3, 0.9];
  const MOST = 4;
  const judged = [0.2, 0.8];
  const behaviour = [0.5, 0.5];
  const worthFrom = (page: number): number =>
    page === MOST ? 0 : judged.reduce((sum, chance, ad) => sum + chance * q(page, ad), 0);
  const q = (page: number, ad: number): number => clicks[ad]! + stays[ad]! * worthFrom(page + 1);

  function log(count: number, seed: number, model: number): ModelledRound[][] {
    const random = seededRandom(seed);
    return Array.from({ length: count }, () => {
      const visit: ModelledRound[] = [];
      for (let page = 0; page < MOST; page++) {
        const ad = random() < behaviour[0]! ? 0 : 1;
        const reward = Number(random() < clicks[ad]!);
        visit.push(
          round(reward, behaviour[ad]!, judged[ad]!, model * q(page, ad), model * worthFrom(page)),
        );
        if (random() > stays[ad]!) break;
      }
      return visit;
    });
  }

  it('all three find it, the doubly robust one with a wrong model too', () => {
    const wrong = log(20_000, 3, 0.5);
    for (const statistic of [visitIps(wrong), visitSnips(wrong), visitDoublyRobust(wrong)]) {
      expect(Math.abs(value(statistic, wrong)! - worthFrom(0))).toBeLessThan(0.04);
    }
  });
});
