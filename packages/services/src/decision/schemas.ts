import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

export const decisionIdInput = z.object({ decisionId: z.string().min(1).max(64) });
export type DecisionIdInput = z.input<typeof decisionIdInput>;

export const listDecisionsInput = z.object({
  marketId: idOf('mkt').optional(),
  placementId: idOf('plc').optional(),
  campaignId: idOf('cmp').optional(),
  adId: idOf('ad').optional(),
  viewerKey: z.string().max(128).optional(),
  outcome: z.enum(['filled', 'no-fill']).optional(),
  ...pageFields,
});
export type ListDecisionsInput = z.input<typeof listDecisionsInput>;
