import { featureSideSchema, featureValuesSchema } from '@placard/contracts';
import { z } from 'zod';

/** One impression and its outcome, with the feature values as they stood at the decision. */
export const trainingRowSchema = z.object({
  atMs: z.number(),
  adId: z.string(),
  /** Null for a viewer without consent or key. */
  viewerKey: z.string().nullable(),
  values: featureValuesSchema,
  clicked: z.boolean(),
  /** A conversion followed the click. */
  converted: z.boolean().optional(),
  /** Importance in the loss, such as an inverse propensity. */
  weight: z.number().positive().default(1),
});
export type TrainingRow = z.infer<typeof trainingRowSchema>;

/** A feature as it is declared in ranking, before its vocabulary is known. */
export const featureDefinitionSchema = z.object({
  name: z.string().min(1),
  side: featureSideSchema,
  kind: z.enum(['categorical', 'multi', 'numeric']),
});
export type FeatureDefinition = z.infer<typeof featureDefinitionSchema>;
