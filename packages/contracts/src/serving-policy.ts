import { z } from 'zod';

/**
 * Who of the candidates a market shows, and how chance has a part in it.
 * - `auto`: the champion's best with a share explored (Plackett-Luce); before there is one, Thompson over counts
 * - `greedy`: the same with or without a champion
 * - `counts-thompson`: Thompson sampling over each ad's counts
 * - `ftrl`: as greedy, by rates that FTRL-proximal moves with every outcome
 * - `bayesian-last-layer`: Thompson over the last layer above the model's logit
 * - `linear-thompson`, `lin-ucb`: linear bandits over the same features
 */
export const SERVING_POLICIES = [
  'auto',
  'greedy',
  'counts-thompson',
  'ftrl',
  'bayesian-last-layer',
  'linear-thompson',
  'lin-ucb',
] as const;
export const servingPolicySchema = z.enum(SERVING_POLICIES);
export type ServingPolicy = z.infer<typeof servingPolicySchema>;

/** Numbers as base64 of little-endian float64: exact, and quick to read. */
const float64sSchema = z.base64();

/** What a learner knows, as the ad-server uses it. Weights stand for ranking's online features. */
export const servedLearnerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ftrl'), weights: float64sSchema }),
  /** Thompson sampling: the mean weights, and `count` draws of them that all decisions of this version share. */
  z.object({
    kind: z.literal('draws'),
    policy: z.enum(['bayesian-last-layer', 'linear-thompson']),
    mean: float64sSchema,
    draws: float64sSchema,
    count: z.int().positive(),
  }),
  /** LinUCB: mean weights and their covariance, lower triangle by rows. */
  z.object({ kind: z.literal('confidence'), mean: float64sSchema, covariance: float64sSchema }),
]);
export type ServedLearner = z.infer<typeof servedLearnerSchema>;
