import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/** An MLP over the embeddings side by side [B, F * k]: the deep part alone (Covington et al., RecSys 2016). */
export const dnn: ModelDefinition = {
  kind: 'dnn',
  offered: { label: 'DNN', hint: 'A deep network alone' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const deep = multilayerPerceptron(context, embedding('embedding'), hyperparameters.hidden);
    return denseLayer(graph, 'out', deep, 1);
  },
};
