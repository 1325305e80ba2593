import { trainingRequestSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

export const startTrainingInput = trainingRequestSchema.extend({
  marketId: idOf('mkt'),
  /** Why it starts by itself; nothing when a person asks. */
  trigger: z.string().max(500).optional(),
});
export type StartTrainingInput = z.input<typeof startTrainingInput>;

export const trainingRunIdInput = z.object({ trainingRunId: idOf('run') });
export type TrainingRunIdInput = z.input<typeof trainingRunIdInput>;

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
