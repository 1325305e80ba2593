import { z } from 'zod';

const valueSchema = z.union([z.string(), z.number(), z.null()]);

/** What a model as a whole goes by, on rows of the later time slice. */
export const modelExplanationSchema = z.object({
  /** Rows that the figures come from. */
  rows: z.int(),
  /** Permutation importance: the rise in log loss without the feature, largest first. */
  importance: z.array(z.object({ feature: z.string(), logLossRise: z.number() })),
  /** Partial dependence of the most important features: the mean pCTR at each value. */
  dependence: z.array(
    z.object({
      feature: z.string(),
      kind: z.enum(['numeric', 'categorical', 'multi']),
      points: z.array(z.object({ value: valueSchema, pCtr: z.number() })),
    }),
  ),
  /** Values of a feature where the model has put them: two principal components of their embeddings. */
  maps: z.array(
    z.object({
      feature: z.string(),
      /** Share of the embeddings' variance along each axis. */
      explained: z.tuple([z.number(), z.number()]),
      points: z.array(z.object({ value: z.string(), x: z.number(), y: z.number() })),
    }),
  ),
});
export type ModelExplanation = z.infer<typeof modelExplanationSchema>;

/** What a model is made of, as its graph says. */
export const modelStructureSchema = z.object({
  /** Parameters in the order of use. */
  parameters: z.array(z.object({ name: z.string(), shape: z.array(z.int()), count: z.int() })),
  /** Nodes of the graph by operator. */
  operators: z.array(z.object({ operator: z.string(), count: z.int() })),
  /** Embedding tables by feature, of all inputs together. */
  tables: z.array(z.object({ feature: z.string(), rows: z.int(), dim: z.int(), count: z.int() })),
});
export type ModelStructure = z.infer<typeof modelStructureSchema>;
