import { z } from 'zod';

/** Knobs of gradient boosting; names and defaults follow LightGBM's. */
export const treeSettingsSchema = z.object({
  /** What a tree's sum predicts: the log-odds of a click, a quantity, or the logarithm of a rate. */
  objective: z.enum(['logistic', 'squared', 'poisson']).default('logistic'),
  trees: z.int().min(1).max(5000).default(300),
  learningRate: z.number().positive().max(1).default(0.1),
  leaves: z.int().min(2).max(1024).default(31),
  minRowsInLeaf: z.int().min(1).default(20),
  minHessianInLeaf: z.number().nonnegative().default(1e-3),
  /** Shrinks leaf values towards zero. */
  l2: z.number().nonnegative().default(0),
  bins: z.int().min(2).max(255).default(255),
  /** Trees without improvement on the validation rows before stopping. */
  patience: z.int().min(1).default(30),
});
export type TreeSettings = z.infer<typeof treeSettingsSchema>;
