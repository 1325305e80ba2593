import { add, multiply, reduceSum, reshape, transpose } from '@placard/graph';
import { linearTerms } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/**
 * Field-aware factorisation machine (Juan et al., RecSys 2016): b + sum_i w_i +
 * sum_{i<j} <v_{i,j}, v_{j,i}>, where v_{i,j} [k] is what feature i shows to feature j. A value's
 * embedding row holds all of its F vectors, so tables are F times as wide: keep `embeddingDim` small.
 */
export const ffm: ModelDefinition = {
  kind: 'ffm',
  offered: { label: 'FFM', hint: 'Field-aware factorisation machine' },
  defaults: { embeddingDim: 4 },
  embeddingInputs: ({ embeddingDim }, featureCount) => [
    { input: 'field-aware', dim: featureCount * embeddingDim },
    { input: 'linear', dim: 1 },
  ],
  logit(context) {
    const { graph, featureCount: count, hyperparameters, embedding } = context;
    const shown = reshape(embedding('field-aware'), [
      'B',
      count,
      count,
      hyperparameters.embeddingDim,
    ]);
    const products = reduceSum(multiply(shown, transpose(shown, [0, 2, 1, 3])), [3]);
    const upper = Array.from({ length: count ** 2 }, (_, cell) =>
      Math.floor(cell / count) < cell % count ? 1 : 0,
    );
    const pairs = multiply(products, graph.constant(upper, [1, count, count], 'float32'));
    return add(linearTerms(context), reshape(reduceSum(pairs, [1, 2]), ['B', 1]));
  },
};
