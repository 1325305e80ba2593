import { z } from 'zod';

export const uploadAssetInput = z.object({
  /** What the sender calls it: shown to people, never part of a path. */
  fileName: z.string().min(1).max(255),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes'),
  kind: z.enum(['image', 'logo']).default('image'),
});
export type UploadAssetInput = z.input<typeof uploadAssetInput>;
