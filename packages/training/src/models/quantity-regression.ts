import { poissonLoss, squaredLoss } from '@placard/graph';
import { linearTerms } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/** Least squares over one weight for each value of each feature: the score is the expected quantity. */
export const linearRegression: ModelDefinition = {
  kind: 'linear-regression',
  embeddingInputs: () => [{ input: 'linear', dim: 1 }],
  logit: linearTerms,
  loss: ({ logit }, { labels, weights }) => squaredLoss(logit, labels, weights),
  rowLoss: (score, quantity) => (score - quantity) ** 2 / 2,
};

/** Counts at rate e^score (Nelder and Wedderburn, 1972): purchases, items in a basket, visits. */
export const poissonRegression: ModelDefinition = {
  kind: 'poisson-regression',
  embeddingInputs: () => [{ input: 'linear', dim: 1 }],
  logit: linearTerms,
  loss: ({ logit }, { labels, weights }) => poissonLoss(logit, labels, weights),
  rowLoss: (score, quantity) => Math.exp(score) - quantity * score,
};
