import { z } from 'zod';
import { idOf, nameField } from '../fields.ts';

export const createApiKeyInput = z.object({ name: nameField });
export type CreateApiKeyInput = z.input<typeof createApiKeyInput>;

export const apiKeyIdInput = z.object({ apiKeyId: idOf('key') });
export type ApiKeyIdInput = z.input<typeof apiKeyIdInput>;
