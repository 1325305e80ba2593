import { add, reduceSum, reshape, scale, square, subtract } from '@placard/graph';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/** First-order weights, factorisation machine and MLP over shared embeddings (arXiv:1703.04247). */
export const deepFm: ModelDefinition = {
  kind: 'deepfm',
  embeddingInputs: ({ embeddingDim }) => [
    { input: 'embedding', dim: embeddingDim },
    { input: 'linear', dim: 1 },
  ],
  logit({ graph, featureCount, hyperparameters, embedding }) {
    const x = embedding('embedding');
    const fields = reshape(x, ['B', featureCount, hyperparameters.embeddingDim]);
    const pairs = subtract(square(reduceSum(fields, [1])), reduceSum(square(fields), [1]));
    const secondOrder = scale(reduceSum(pairs, [1], { keepDimensions: true }), 0.5);
    const firstOrder = reduceSum(embedding('linear'), [1], { keepDimensions: true });
    const deep = multilayerPerceptron(graph, x, hyperparameters.hidden);
    return add(add(firstOrder, secondOrder), denseLayer(graph, 'out', deep, 1));
  },
};
