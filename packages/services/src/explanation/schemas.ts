import type { z } from 'zod';
import { decisionIdInput } from '../decision/schemas.ts';
import { idOf } from '../fields.ts';

export const requestExplanationInput = decisionIdInput.extend({ modelVersionId: idOf('mdl') });
export type RequestExplanationInput = z.input<typeof requestExplanationInput>;
