import { z } from 'zod';
import { servedLearnerSchema, servingPolicySchema } from './serving-policy.ts';

/** sigmoid(intercept + slope x logit): what the last outcomes say of a model's calibrated rate. */
export const onlineCorrectionSchema = z.object({
  intercept: z.number(),
  slope: z.number().positive(),
});
export type OnlineCorrection = z.infer<typeof onlineCorrectionSchema>;

/** What a market has learnt from its outcomes since its models were trained, as the ad-server uses it. */
export const servedOnlineStateSchema = z.object({
  marketId: z.string(),
  /** Place in the event log of the last outcome it knows: folding the log up to there gives it again. */
  version: z.string(),
  /** By model version id. */
  corrections: z.record(z.string(), onlineCorrectionSchema),
  /** Present where the market's policy is one that learns online. */
  learner: servedLearnerSchema.optional(),
});
export type ServedOnlineState = z.infer<typeof servedOnlineStateSchema>;

/** What of the online state went into one decision. */
export const onlineReadingSchema = z.object({
  /** Of the state that was used; absent where the market had none yet. */
  stateVersion: z.string().optional(),
  /** pCTR before anything learnt online: what online learning starts from. */
  modelPCtr: z.number(),
  /** What chose: a policy whose learner is not there yet leaves it to `auto`. Absent in older records. */
  policy: servingPolicySchema.optional(),
});
export type OnlineReading = z.infer<typeof onlineReadingSchema>;

/** How well a model version predicts before and after its online correction, over its latest outcomes. */
export const calibrationReportSchema = z.object({
  modelVersionId: z.string(),
  /** All that it learnt from. */
  outcomes: z.int(),
  /** Of the latest outcomes, older ones counting less and less: expected clicks and clicks. */
  recent: z.object({
    impressions: z.number(),
    clicks: z.number(),
    clicksByModel: z.number(),
    clicksServed: z.number(),
  }),
  correction: onlineCorrectionSchema,
});
export type CalibrationReport = z.infer<typeof calibrationReportSchema>;

/** For people: what a market has learnt online. */
export const onlineReportSchema = z.object({
  outcomes: z.int(),
  calibrations: z.array(calibrationReportSchema),
});
export type OnlineReport = z.infer<typeof onlineReportSchema>;
