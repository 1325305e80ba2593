import type { ApiOutputs } from '../trpc/outputs.ts';

export type Policy = ApiOutputs['market']['list'][number]['policy'];

export const POLICY_NAMES: Readonly<Record<Policy, string>> = {
  auto: 'Automatic',
  greedy: 'Greedy, a share explored',
  'counts-thompson': 'Thompson sampling over counts',
  ftrl: 'FTRL on top of the model',
  'bayesian-last-layer': 'Bayesian last layer, Thompson',
  'linear-thompson': 'Linear Thompson sampling',
  'lin-ucb': 'LinUCB',
};

/** Of a policy as a decision logged it, however old. */
export function policyName(policy: string): string {
  return Object.hasOwn(POLICY_NAMES, policy) ? POLICY_NAMES[policy as Policy] : policy;
}
