import { z } from 'zod';
import { overrideReasonField } from '../experiment/schemas.ts';
import { idOf, pageFields } from '../fields.ts';

export const modelVersionIdInput = z.object({ modelVersionId: idOf('mdl') });
export type ModelVersionIdInput = z.input<typeof modelVersionIdInput>;

export const promoteModelInput = modelVersionIdInput.extend({
  overrideReason: overrideReasonField.optional(),
});
export type PromoteModelInput = z.input<typeof promoteModelInput>;

export const rollbackInput = z.object({ marketId: idOf('mkt') });
export type RollbackInput = z.input<typeof rollbackInput>;

export const listModelVersionsInput = z.object({ marketId: idOf('mkt').optional(), ...pageFields });
export type ListModelVersionsInput = z.input<typeof listModelVersionsInput>;
