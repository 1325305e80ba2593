import { add, reduceSum } from '@placard/graph';
import { pairwiseInteractions } from './fm.ts';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/**
 * DeepFM (arXiv:1703.04247): logit = sum_i w_i + sum_{i<j} <v_i, v_j> + out(MLP(v)), w [B, F], the machine and the MLP
 * over the same embeddings v [B, F, k].
 */
export const deepFm: ModelDefinition = {
  kind: 'deepfm',
  offered: { label: 'DeepFM', hint: 'Factorisation machine with a deep part' },
  embeddingInputs: ({ embeddingDim }) => [
    { input: 'embedding', dim: embeddingDim },
    { input: 'linear', dim: 1 },
  ],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const secondOrder = pairwiseInteractions(context, 'embedding');
    const firstOrder = reduceSum(embedding('linear'), [1], { keepDimensions: true });
    const deep = multilayerPerceptron(context, embedding('embedding'), hyperparameters.hidden);
    return add(add(firstOrder, secondOrder), denseLayer(graph, 'out', deep, 1));
  },
};
