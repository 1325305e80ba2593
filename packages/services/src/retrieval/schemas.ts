import { retrievalChoiceSchema } from '@placard/contracts';
import { z } from 'zod';
import { idOf } from '../fields.ts';

export const retrievalInput = z.object({ marketId: idOf('mkt') });
export type RetrievalMarketInput = z.input<typeof retrievalInput>;

export const setRetrievalInput = z.object({
  marketId: idOf('mkt'),
  method: retrievalChoiceSchema,
});
export type SetRetrievalInput = z.input<typeof setRetrievalInput>;
