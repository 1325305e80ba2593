import { z } from 'zod';
import { decisionIdInput } from '../decision/schemas.ts';
import { idOf } from '../fields.ts';

export const requestExplanationInput = decisionIdInput.extend({ modelVersionId: idOf('mdl') });
export type RequestExplanationInput = z.input<typeof requestExplanationInput>;

export const nameThingsInput = z.object({ ids: z.array(z.string().max(200)).max(1_000) });
export type NameThingsInput = z.input<typeof nameThingsInput>;
