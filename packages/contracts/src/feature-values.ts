import { z } from 'zod';

/**
 * Raw values of one (request, ad) pair by feature name, as they stood at the decision. Logged with the
 * decision and encoded the same way offline and online. A missing or null value encodes to row 0.
 */
export const featureValuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(z.string()), z.null()]),
);
export type FeatureValues = z.infer<typeof featureValuesSchema>;
export type FeatureValue = FeatureValues[string];
