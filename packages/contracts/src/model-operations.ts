import { z } from 'zod';
import { modelKindSchema } from './model-artefact.ts';

export const GATES = ['quality', 'calibration', 'golden', 'latency', 'size', 'fairness'] as const;
export const gateNameSchema = z.enum(GATES);
export type GateName = z.infer<typeof gateNameSchema>;

/** What one gate said of one version: a reason in words, and the numbers behind it. */
export const gateResultSchema = z.object({
  gate: gateNameSchema,
  /** `not-applicable`: there is nothing to judge by, such as no declared attribute. */
  verdict: z.enum(['pass', 'refuse', 'not-applicable']),
  reason: z.string(),
  figures: z.record(z.string(), z.number()),
});
export type GateResult = z.infer<typeof gateResultSchema>;

/** Where a version comes from: with the same of everything, training makes the same model. */
export const lineageSchema = z.object({
  trainingRunId: z.string(),
  /** The git commit (`-dirty` when changed), else the package's version. */
  codeVersion: z.string(),
  engine: z.enum(['ort', 'torch']),
  seed: z.int(),
  modelKind: modelKindSchema,
  /** sha256 (hex) of the feature list: names, sides, kinds, in order. */
  featuresDigest: z.string(),
  featureCount: z.int(),
  /** sha256 (hex) of the exported rows. */
  rowsDigest: z.string(),
  dataWindow: z.object({ fromMs: z.number(), toMs: z.number() }),
  /** The champion when it was trained. */
  parentVersionId: z.string().nullable(),
});
export type Lineage = z.infer<typeof lineageSchema>;

/** Shares of rows by bin; they sum to 1. The last two bins are "any other value" and "missing". */
export const featureProfileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('values'), values: z.array(z.string()), shares: z.array(z.number()) }),
  /** Bin i holds values below `edges[i]`; the last before the special two holds the rest. */
  z.object({
    kind: z.literal('numbers'),
    edges: z.array(z.number()),
    shares: z.array(z.number()),
  }),
]);
export type FeatureProfile = z.infer<typeof featureProfileSchema>;

/** What the data looked like that a version learnt from, and what it predicted on the later slice. */
export const dataProfileSchema = z.object({
  rows: z.int(),
  features: z.record(z.string(), featureProfileSchema),
  scores: featureProfileSchema,
});
export type DataProfile = z.infer<typeof dataProfileSchema>;

/** When a canary has gone wrong. Each is judged only once there is evidence for it. */
export const guardrailsSchema = z.object({
  /** Rendered decisions an arm needs before its CTR or calibration is judged. */
  minImpressions: z.int().positive().default(500),
  /** Decisions the canary's arm needs before errors and latency are judged. */
  minDecisions: z.int().positive().default(200),
  /** A CTR lower than the control's by more than this share of it, beyond chance, is a breach. */
  ctrDropShare: z.number().min(0).max(1).default(0),
  /** Share of the arm's decisions that the canary could not rank. */
  errorShare: z.number().min(0).max(1).default(0.02),
  /** The canary's 95th percentile over the control's, and at least 5 ms above it. */
  latencyRatio: z.number().min(1).max(100).default(1.5),
  /** Predicted over observed clicks, beyond chance. */
  calibrationMin: z.number().positive().default(0.6),
  calibrationMax: z.number().positive().default(1.6),
});
export type Guardrails = z.infer<typeof guardrailsSchema>;

export const experimentSettingsSchema = z.object({
  guardrails: guardrailsSchema.prefault({}),
  /** Becomes champion by itself after enough evidence. */
  autoPromote: z.boolean().default(false),
  /** What counts as enough: hours under way, and rendered decisions in the canary's arm. */
  promoteAfterHours: z.number().min(0).default(24),
  promoteAfterImpressions: z.int().positive().default(5_000),
  /** A CTR that may be lower than the control's by this share at the worst may be promoted. */
  promoteDropShare: z.number().min(0).max(1).default(0.02),
  /** A decision counts once its click has had this long to arrive. */
  clickWaitMs: z.int().nonnegative().default(60_000),
});
export type ExperimentSettings = z.infer<typeof experimentSettingsSchema>;

const intervalSchema = z.object({ low: z.number(), high: z.number() });

export const canaryArmSchema = z.object({
  decisions: z.int(),
  /** Ranked by something else than the arm's model. */
  errors: z.int(),
  viewers: z.int(),
  impressions: z.int(),
  clicks: z.int(),
  /** Sum of pCTR over the rendered. */
  predictedClicks: z.number(),
  latencyP95Us: z.number().nullable(),
});
export type CanaryArm = z.infer<typeof canaryArmSchema>;

export const guardrailResultSchema = z.object({
  guardrail: z.enum(['ctr', 'errors', 'latency', 'calibration']),
  verdict: z.enum(['holds', 'breached', 'too-little']),
  reason: z.string(),
});
export type GuardrailResult = z.infer<typeof guardrailResultSchema>;

/** A canary as an A/B test by viewer hash. Rates and differences are shares of rendered decisions. */
export const canaryReportSchema = z.object({
  evaluatedAtMs: z.number(),
  canary: canaryArmSchema,
  control: canaryArmSchema,
  /** CTR of the canary minus the control's; null while an arm has nothing rendered. */
  ctrDifference: z
    .object({
      estimate: z.number(),
      standardError: z.number(),
      /** 95 %, of a test that is looked at once. */
      interval: intervalSchema,
      /** 95 % at every look, however often: what decides a rollback. */
      anytimeInterval: intervalSchema,
    })
    .nullable(),
  guardrails: z.array(guardrailResultSchema),
});
export type CanaryReport = z.infer<typeof canaryReportSchema>;

/** A version that scores unseen, beside what served. */
export const shadowReportSchema = z.object({
  evaluatedAtMs: z.number(),
  decisions: z.int(),
  /** Share of decisions with the same first ad. */
  agreement: z.number().nullable(),
  meanPCtr: z.number().nullable(),
  meanServedPCtr: z.number().nullable(),
  impressions: z.int(),
  clicks: z.int(),
  /** Predicted over observed clicks of what was shown: the shadow's and the champion's. */
  calibrationRatio: z.number().nullable(),
  servedCalibrationRatio: z.number().nullable(),
  logLoss: z.number().nullable(),
  servedLogLoss: z.number().nullable(),
  latencyP95Us: z.number().nullable(),
});
export type ShadowReport = z.infer<typeof shadowReportSchema>;

/** The share of viewers (canary) or decisions (shadow) that a version on trial gets. */
export const trialShareSchema = z.number().gt(0).lt(1);

/** How a decision took part in a canary. */
export const experimentArmSchema = z.object({
  experimentId: z.string(),
  arm: z.enum(['canary', 'control']),
});
export type ExperimentArm = z.infer<typeof experimentArmSchema>;

/** What a version in shadow says of one decision, after the answer. */
export const shadowScoreSchema = z.object({
  experimentId: z.string(),
  modelVersionId: z.string(),
  /** Of the ad that was chosen. */
  pCtr: z.number(),
  servedPCtr: z.number(),
  /** Whether it would have ranked the same ad first. */
  sameTop: z.boolean(),
  candidates: z.int(),
  latencyUs: z.int(),
});
export type ShadowScore = z.infer<typeof shadowScoreSchema>;
