import { z } from 'zod';

const regressionTreeSchema = z
  .object({
    /** By node: the input it splits on, or -1 at a leaf. Children come after their parent. */
    feature: z.array(z.int().min(-1)).min(1).max(4096),
    /** Inputs at or below it go left. */
    threshold: z.array(z.number()),
    left: z.array(z.int().nonnegative()),
    right: z.array(z.int().nonnegative()),
    /** 1 where a missing input goes left. */
    missingLeft: z.array(z.int().min(0).max(1)),
    /** What a leaf adds. */
    value: z.array(z.number()),
  })
  .refine(
    ({ feature, threshold, left, right, missingLeft, value }) =>
      [threshold, left, right, missingLeft, value].every((a) => a.length === feature.length) &&
      feature.every(
        (splits, node) =>
          splits < 0 ||
          [left[node]!, right[node]!].every((child) => child > node && child < feature.length),
      ),
    'a tree whose nodes do not lead from its root to leaves',
  );

const treeSumSchema = z.object({
  base: z.number(),
  trees: z.array(regressionTreeSchema).max(1000),
});

/** What showing an ad does to the rest of a visit, learnt from a market's logged visits. Immutable, named by digest. */
export const sessionPolicySchema = z
  .object({
    formatVersion: z.literal(1),
    trainedAtMs: z.number(),
    /** Numeric features, in the order of the trees' inputs; after them comes the ad's own entry of `stayByAd`. */
    features: z.array(z.string().min(1)).min(1).max(64),
    /** By ad id: how much likelier a visit goes on after it than after others. An ad that is not here is missing. */
    stayByAd: z.record(z.string(), z.number()),
    /** Log-odds that the visit goes on after the ad. */
    stays: treeSumSchema,
    /** What a visit that goes on will still earn. */
    future: treeSumSchema,
    /** Of the rewards it was learnt from: expected clicks, or expected revenue in micros. */
    unit: z.enum(['clicks', 'micros']),
    /** Showings it was learnt from. */
    steps: z.int().positive(),
  })
  .refine(
    ({ features, stays, future }) =>
      [stays, future].every(({ trees }) =>
        trees.every(({ feature }) => feature.every((input) => input <= features.length)),
      ),
    'a tree reads an input that there is not',
  );
export type SessionPolicy = z.infer<typeof sessionPolicySchema>;

/** How a session policy did on later visits that it was not learnt from. */
export const sessionPolicyReportSchema = z.object({
  visits: z.int(),
  showings: z.int(),
  heldOutVisits: z.int(),
  /** Log loss of whether a visit goes on, and of the mean rate alone. */
  stayLogLoss: z.number(),
  stayBaseline: z.number(),
  /** Mean squared error of what visits still earned, and of its mean alone; both in units of the latter's root. */
  futureError: z.number(),
  futureBaseline: z.number(),
  /** Whether it says more than the means do: else it is kept, and does not serve. */
  serves: z.boolean(),
});
export type SessionPolicyReport = z.infer<typeof sessionPolicyReportSchema>;

export const SESSION_POLICY_SETTINGS = ['off', 'on'] as const;
