import { concat, multiply, reduceSum, reshape } from '@placard/graph';
import { denseLayer, fieldsOfSides, multilayerPerceptron } from './layers.ts';
import type { ModelDefinition } from './model-definition.ts';

/**
 * Neural matrix factorisation (arXiv:1708.05031): out([p * q, MLP([p', q'])]), where p, q [B, k] sum the
 * viewer's and the ad's embeddings (GMF) and p', q' put a second set of embeddings side by side. Context
 * counts as the viewer's. Throws where a market has no features of the ad, or none of the viewer.
 */
export const neuMf: ModelDefinition = {
  kind: 'neumf',
  offered: { label: 'NeuMF', hint: 'Matrix factorisation with a deep part' },
  embeddingInputs: ({ embeddingDim }) => [
    { input: 'gmf', dim: embeddingDim },
    { input: 'mlp', dim: embeddingDim },
  ],
  logit(context) {
    const { graph, hyperparameters } = context;
    const viewer = ['context', 'viewer', 'cross'] as const;
    const sum = (sides: Parameters<typeof fieldsOfSides>[2]) => {
      const fields = fieldsOfSides(context, 'gmf', sides);
      if (!fields) throw new RangeError(`neumf: no features of side ${sides.join(', ')}`);
      return reduceSum(fields, [1]);
    };
    const factors = multiply(sum(viewer), sum(['ad']));
    const all = [fieldsOfSides(context, 'mlp', viewer)!, fieldsOfSides(context, 'mlp', ['ad'])!];
    const pair = concat(all, 1);
    const width = (pair.shape[1] as number) * (pair.shape[2] as number);
    const deep = multilayerPerceptron(context, reshape(pair, ['B', width]), hyperparameters.hidden);
    return denseLayer(graph, 'out', concat([factors, deep], 1), 1);
  },
};
