import { fileURLToPath } from 'node:url';
import { modelKindSchema } from '@placard/contracts';
import { z } from 'zod';

export const VECTORS_PATH = fileURLToPath(new URL('./loss-curves.json', import.meta.url));

/** What PyTorch computed, by model. */
export const vectorsSchema = z.object({
  engine: z.string(),
  curves: z.partialRecord(
    modelKindSchema,
    z.object({ inputs: z.string(), losses: z.array(z.number()) }),
  ),
});
