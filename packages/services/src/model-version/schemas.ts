import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

export const modelVersionIdInput = z.object({ modelVersionId: idOf('mdl') });
export type ModelVersionIdInput = z.input<typeof modelVersionIdInput>;

export const rollbackInput = z.object({ marketId: idOf('mkt') });
export type RollbackInput = z.input<typeof rollbackInput>;

export const listModelVersionsInput = z.object({ marketId: idOf('mkt').optional(), ...pageFields });
export type ListModelVersionsInput = z.input<typeof listModelVersionsInput>;
