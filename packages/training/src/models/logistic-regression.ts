import { add, reduceSum } from '@placard/graph';
import type { ModelDefinition } from './model-definition.ts';

/** One weight for each value of each feature, and an intercept. */
export const logisticRegression: ModelDefinition = {
  kind: 'logistic-regression',
  embeddingInputs: () => [{ input: 'linear', dim: 1 }],
  logit({ graph, embedding }) {
    const sum = reduceSum(embedding('linear'), [1], { keepDimensions: true });
    return add(sum, graph.parameter('bias', [1], 'zeros'));
  },
};
