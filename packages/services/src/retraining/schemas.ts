import { trainingRequestSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf } from '../fields.ts';

export const retrainingInput = z.object({ marketId: idOf('mkt') });
export type RetrainingInput = z.input<typeof retrainingInput>;

/** A null trigger never fires. */
export const setRetrainingInput = z.object({
  marketId: idOf('mkt'),
  enabled: z.boolean(),
  everyHours: z.number().min(0.25).max(8_760).nullable().default(null),
  psiAbove: z.number().min(0.05).max(10).nullable().default(null),
  decayAbove: z.number().min(0.01).max(10).nullable().default(null),
  newClicks: z.int().min(1).max(1_000_000_000).nullable().default(null),
  request: trainingRequestSchema.partial().default({}),
  nextStage: z.enum(['candidate', 'shadow', 'canary']).default('candidate'),
  share: z.number().min(0.001).max(0.5).default(0.05),
  autoPromote: z.boolean().default(false),
});
export type SetRetrainingInput = z.input<typeof setRetrainingInput>;
