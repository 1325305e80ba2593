import { modelKindSchema, trainingRequestSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

export const startTrainingInput = trainingRequestSchema
  .extend({
    marketId: idOf('mkt'),
    /** Why it starts by itself; nothing when a person asks. */
    trigger: z.string().max(500).optional(),
  })
  .refine(
    ({ search, contest, warmStartFrom, promoteIfBetter }) =>
      !search || !(contest || warmStartFrom || promoteIfBetter),
    'A search makes no model: nothing to start from, to compare or to promote.',
  );
export type StartTrainingInput = z.input<typeof startTrainingInput>;

export const trainingRunIdInput = z.object({ trainingRunId: idOf('run') });
export type TrainingRunIdInput = z.input<typeof trainingRunIdInput>;

/** Of a search. */
export const trainBestInput = trainingRunIdInput.extend({
  promoteIfBetter: z.boolean().default(false),
});
export type TrainBestInput = z.input<typeof trainBestInput>;

export const searchSpaceInput = z.object({ modelKind: modelKindSchema });
export type SearchSpaceInput = z.input<typeof searchSpaceInput>;

export const listTrainingRunsInput = z.object({ marketId: idOf('mkt').optional(), ...pageFields });
export type ListTrainingRunsInput = z.input<typeof listTrainingRunsInput>;

/** Statuses of a run that is not over. */
export const ACTIVE_STATUSES = [
  'queued',
  'exporting',
  'training',
  'evaluating',
  'publishing',
] as const;
