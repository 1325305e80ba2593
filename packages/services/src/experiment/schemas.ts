import { experimentSettingsSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf } from '../fields.ts';

/** Why a version may serve although a gate refuses it. */
export const overrideReasonField = z
  .string()
  .trim()
  .min(10, 'say why, in ten characters or more')
  .max(500);

export const startTrialInput = z.object({
  modelVersionId: idOf('mdl'),
  /** Of decisions (shadow) or of viewers (canary). */
  share: z.number().min(0.001).max(0.5),
  settings: experimentSettingsSchema.partial().default({}),
  overrideReason: overrideReasonField.optional(),
});
export type StartTrialInput = z.input<typeof startTrialInput>;

export const stopExperimentInput = z.object({
  experimentId: idOf('exp'),
  reason: z.string().trim().max(500).default('stopped by hand'),
});
export type StopExperimentInput = z.input<typeof stopExperimentInput>;

/** By the worker that watches it: `reason` in words and numbers. */
export const concludeExperimentInput = z.object({
  experimentId: idOf('exp'),
  reason: z.string().min(1).max(2_000),
});
export type ConcludeExperimentInput = z.input<typeof concludeExperimentInput>;

export const listExperimentsInput = z.object({
  modelVersionId: idOf('mdl').optional(),
  marketId: idOf('mkt').optional(),
  limit: z.int().min(1).max(100).default(20),
});
export type ListExperimentsInput = z.input<typeof listExperimentsInput>;
