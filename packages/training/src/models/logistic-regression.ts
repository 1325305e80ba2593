import { linearTerms } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/** Logistic regression (Cox, 1958): logit = b + sum_i w_i, one weight for each value of each feature, w [B, F]. */
export const logisticRegression: ModelDefinition = {
  kind: 'logistic-regression',
  offered: { label: 'Logistic regression', hint: 'Linear, fast, a baseline' },
  embeddingInputs: () => [{ input: 'linear', dim: 1 }],
  logit: linearTerms,
};
