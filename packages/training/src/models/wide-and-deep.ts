import { add } from '@placard/graph';
import { denseLayer, linearTerms, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/**
 * Wide & Deep (arXiv:1606.07792): a weight for each value, cross features included, plus an MLP over
 * embeddings [B, F * k]. The wide part remembers, the deep part generalises.
 */
export const wideAndDeep: ModelDefinition = {
  kind: 'wide-and-deep',
  offered: { label: 'Wide & Deep', hint: 'Linear weights beside a deep network' },
  embeddingInputs: ({ embeddingDim }) => [
    { input: 'embedding', dim: embeddingDim },
    { input: 'linear', dim: 1 },
  ],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const deep = multilayerPerceptron(context, embedding('embedding'), hyperparameters.hidden);
    return add(linearTerms(context), denseLayer(graph, 'out', deep, 1));
  },
};
