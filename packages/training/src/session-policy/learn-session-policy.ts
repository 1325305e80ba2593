import {
  featureValuesSchema,
  type SessionPolicy,
  type SessionPolicyReport,
} from '@placard/contracts';
import { z } from 'zod';
import { fitSessionPolicy } from './fit-session-policy.ts';
import { judgeSessionPolicy } from './judge-session-policy.ts';

export const visitsInputSchema = z.object({
  trainedAtMs: z.number(),
  /** In time order. */
  visits: z.array(
    z.array(z.object({ adId: z.string(), values: featureValuesSchema, reward: z.number() })).min(1),
  ),
});
export type VisitsInput = z.infer<typeof visitsInputSchema>;

/** What a market's session policy reads of each showing. */
export const SESSION_FEATURES = [
  'visit-depth',
  'visit-clicks',
  'hours-since-click',
  'category-exposure',
  'main-category-exposure',
  'viewer-activity',
  'viewer-ctr',
  'ad-ctr',
  'affinity-short',
  'affinity-long',
  'viewer-ad-impressions',
  'hours-since-shown',
  'page-category-match',
] as const;

/** The last fifth of the visits judges what the others taught. */
const TAUGHT = 0.8;

/** @throws SessionPolicyError where there is too little to learn from. */
export function learnSessionPolicy({ visits, trainedAtMs }: VisitsInput): {
  readonly policy: SessionPolicy;
  readonly report: SessionPolicyReport;
} {
  const cut = Math.floor(TAUGHT * visits.length);
  const policy = fitSessionPolicy({
    visits: visits.slice(0, cut),
    features: SESSION_FEATURES,
    unit: 'micros',
    trainedAtMs,
  });
  return { policy, report: judgeSessionPolicy(policy, visits.slice(cut), cut) };
}
