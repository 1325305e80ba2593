import { readFileSync } from 'node:fs';
import type { Statistic } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { directMethod } from '../../src/off-policy/direct-method.ts';
import { doublyRobust } from '../../src/off-policy/doubly-robust.ts';
import { ips } from '../../src/off-policy/ips.ts';
import type { ModelledRound } from '../../src/off-policy/logged-round.ts';
import { selfNormalisedDoublyRobust } from '../../src/off-policy/self-normalised-doubly-robust.ts';
import { snips } from '../../src/off-policy/snips.ts';
import { switchDr } from '../../src/off-policy/switch-dr.ts';

// Written by infra/reference/obp/record.py.
const { cases } = z
  .object({
    cases: z.array(
      z.object({
        reward: z.array(z.number()),
        action: z.array(z.int()),
        propensity: z.array(z.number()),
        policy: z.array(z.array(z.number())),
        modelled: z.array(z.array(z.number())),
        estimates: z.record(z.string(), z.number()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('obp-vectors.json', import.meta.url), 'utf8')));

const ESTIMATORS: Record<string, (rounds: readonly ModelledRound[]) => Statistic> = {
  ips,
  snips,
  'direct method': directMethod,
  'doubly robust': doublyRobust,
  'self-normalised doubly robust': selfNormalisedDoublyRobust,
  'switch-DR, switch at 1': (rounds) => switchDr(rounds, 1),
  'switch-DR, switch at 3': (rounds) => switchDr(rounds, 3),
};

describe('what the Open Bandit Pipeline estimates, we estimate to 1e-9', () => {
  it.each(Object.keys(ESTIMATORS))('%s', (name) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { reward, action, propensity, policy, modelled, estimates } of cases) {
      const rounds = reward.map((r, i) => ({
        reward: r,
        propensity: propensity[i]!,
        policyPropensity: policy[i]![action[i]!]!,
        modelledReward: modelled[i]![action[i]!]!,
        modelledPolicyReward: policy[i]!.reduce((sum, p, a) => sum + p * modelled[i]![a]!, 0),
      }));
      const value = ESTIMATORS[name]!(rounds)(new Uint8Array(rounds.length).fill(1));
      expect(Math.abs(value! - estimates[name]!)).toBeLessThan(1e-9);
    }
  });

  it('every recorded estimate is compared', () => {
    for (const { estimates } of cases) {
      expect(Object.keys(estimates).sort()).toEqual(Object.keys(ESTIMATORS).sort());
    }
  });
});
