import { add, concat, multiply } from '@placard/graph';
import { denseLayer, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/**
 * Deep & Cross Network v2 (arXiv:2008.13535), parallel form with full-rank crosses: x_{l+1} = x_0 * (W_l x_l + b_l) +
 * x_l over the embeddings x_0 [B, F * k], W_l [F * k, F * k]; logit = w' [x_L, MLP(x_0)] + b.
 */
export const dcnV2: ModelDefinition = {
  kind: 'dcn-v2',
  offered: { label: 'DCN-v2', hint: 'Deep and cross network: the default' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const x0 = embedding('embedding');
    let cross = x0;
    for (let depth = 0; depth < hyperparameters.crossLayers; depth++) {
      const width = x0.shape[1] as number;
      cross = add(multiply(x0, denseLayer(graph, `cross.${depth}`, cross, width)), cross);
    }
    const deep = multilayerPerceptron(context, x0, hyperparameters.hidden);
    return denseLayer(graph, 'out', concat([cross, deep], 1), 1);
  },
};
