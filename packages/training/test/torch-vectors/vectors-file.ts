import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const VECTORS_PATH = fileURLToPath(new URL('./loss-curves.json', import.meta.url));

/** What PyTorch computed, by case. */
export const vectorsSchema = z.object({
  engine: z.string(),
  curves: z.record(z.string(), z.object({ inputs: z.string(), losses: z.array(z.number()) })),
});
