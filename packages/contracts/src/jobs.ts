import { z } from 'zod';
import { hyperparameterChoicesSchema, modelKindSchema } from './model-artefact.ts';
import { settingsSearchSchema } from './settings-search.ts';

/** `training`: export, train, evaluate, register. One run at a time per market. */
export const trainingJobSchema = z.object({
  trainingRunId: z.string(),
  marketId: z.string(),
});
export type TrainingJob = z.infer<typeof trainingJobSchema>;

/** Several kinds of model trained one after another, so that their evaluation picks the one that serves. */
export const trainingContestSchema = z.object({
  /** The run that opened it. */
  id: z.string().optional(),
  /** The kinds whose turn comes after this run's. */
  rest: z.array(modelKindSchema).max(30),
  /** Whether the best becomes champion by itself, if its gates pass. */
  promote: z.boolean().default(true),
});

/** What an admin chooses when starting a run; stored with the run. */
export const trainingRequestSchema = z.object({
  modelKind: modelKindSchema.default('dcn-v2'),
  hyperparameters: hyperparameterChoicesSchema.default({}),
  seed: z.int().default(1),
  /** `ort` needs nothing but Node; `torch` scales out and uses GPUs. */
  engine: z.enum(['ort', 'torch']).default('ort'),
  /** A model version, of this market or one that may lend to it, whose weights the run starts from. */
  warmStartFrom: z.string().optional(),
  /** Decisions older than this are left out; null trains on all. */
  fromMs: z.number().nullable().default(null),
  /** Once evaluated, train what serves on all rows: it then knows the newest ads and viewers. */
  refit: z.boolean().default(true),
  contest: trainingContestSchema.optional(),
  /** Looks for settings of this kind and registers no model. */
  search: settingsSearchSchema.optional(),
  /** The search whose best settings these are. */
  settingsFrom: z.string().optional(),
  /** Promote the result at once when it beats every baseline and the champion on the test slice. */
  promoteIfBetter: z.boolean().default(false),
  /** Why to promote a better model even where another gate than quality refuses; kept in the audit log. */
  overrideReason: z.string().trim().min(10).max(500).nullable().default(null),
});
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;
