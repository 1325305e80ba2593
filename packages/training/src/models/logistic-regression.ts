import { linearTerms } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/** One weight for each value of each feature, and an intercept. */
export const logisticRegression: ModelDefinition = {
  kind: 'logistic-regression',
  embeddingInputs: () => [{ input: 'linear', dim: 1 }],
  logit: linearTerms,
};
