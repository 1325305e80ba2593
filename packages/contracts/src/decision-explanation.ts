import { z } from 'zod';
import { attentionMapSchema } from './attention.ts';

/** `explain-decision`: what one version makes of one logged decision. */
export const explainDecisionJobSchema = z.object({
  decisionId: z.string().min(1),
  modelVersionId: z.string().min(1),
});
export type ExplainDecisionJob = z.infer<typeof explainDecisionJobSchema>;

/** A winner's features by a model. All on the scale of the raw logit, before calibration. */
export const decisionExplanationSchema = z.object({
  logit: z.number(),
  /** Calibrated. */
  pCtr: z.number(),
  /** What the decision was made with; null where nothing was predicted. */
  loggedPCtr: z.number().nullable(),
  /** Logged winners of the same market that stand in for what is not known. */
  backgroundRows: z.int(),
  /** SHAP values: `base` and all contributions sum to `logit`. */
  shapley: z.object({
    base: z.number(),
    contributions: z.array(
      z.object({ feature: z.string(), value: z.number(), standardError: z.number() }),
    ),
  }),
  /** LIME weights, and the share of the nearby variation that they explain. */
  surrogate: z.object({
    intercept: z.number(),
    r2: z.number(),
    weights: z.array(z.object({ feature: z.string(), weight: z.number() })),
  }),
  /** Absent for a model without attention, and in explanations of before it was read. */
  attention: z.array(attentionMapSchema).optional(),
  /** Why a model that has attention does not show it. */
  attentionProblem: z.string().optional(),
});
export type DecisionExplanation = z.infer<typeof decisionExplanationSchema>;
