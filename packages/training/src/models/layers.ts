import type { FeatureSide } from '@placard/contracts';
import {
  add,
  concat,
  type Graph,
  layerNormalise,
  linear,
  reduceSum,
  relu,
  reshape,
  slice,
  type Tensor,
} from '@placard/graph';
import type { ModelContext } from './model-definition.ts';

/** x [B, in] -> [B, out] with its own weight and bias. */
export function denseLayer(graph: Graph, name: string, x: Tensor, out: number): Tensor {
  const width = x.shape[1];
  if (typeof width !== 'number') throw new TypeError(`${name}: the input width must be fixed`);
  return linear(
    x,
    graph.parameter(`${name}.weight`, [out, width], 'glorot-uniform'),
    graph.parameter(`${name}.bias`, [out], 'zeros'),
  );
}

/** Dense layers with ReLU between and after; normalised and thinned as the hyperparameters say. */
export function multilayerPerceptron(
  context: ModelContext,
  x: Tensor,
  widths: readonly number[],
  name = 'mlp',
): Tensor {
  return widths.reduce((hidden, width, depth) => {
    const layer = `${name}.${depth}`;
    const product = denseLayer(context.graph, layer, hidden, width);
    return context.dropout(layer, relu(normalise(context, layer, product)));
  }, x);
}

/** x [B, width] as the hyperparameters normalise it. */
export function normalise(
  { graph, hyperparameters: { normalisation }, batchNormalise }: ModelContext,
  name: string,
  x: Tensor,
): Tensor {
  if (normalisation === 'none') return x;
  if (normalisation === 'batch') return batchNormalise(name, x);
  const width = x.shape[1] as number;
  const gain = graph.parameter(`${name}.gain`, [width], 'ones');
  return layerNormalise(x, gain, graph.parameter(`${name}.offset`, [width], 'zeros'));
}

/** The embeddings of an input as [B, features, dim]. */
export function fieldsOf({ featureCount, embedding }: ModelContext, input: string): Tensor {
  const x = embedding(input);
  return reshape(x, ['B', featureCount, (x.shape[1] as number) / featureCount]);
}

/** The embeddings of the features of some sides, [B, n, dim]; null where there are none. */
export function fieldsOfSides(
  context: ModelContext,
  input: string,
  sides: readonly FeatureSide[],
): Tensor | null {
  const fields = fieldsOf(context, input);
  const parts = context.sides.flatMap((side, i) =>
    sides.includes(side) ? [slice(fields, 1, i, i + 1)] : [],
  );
  return parts.length === 0 ? null : concat(parts, 1);
}

/** A bias and the sum of the features' weights (embedding input `linear`): [B, 1]. */
export function linearTerms({ graph, embedding }: ModelContext): Tensor {
  const sum = reduceSum(embedding('linear'), [1], { keepDimensions: true });
  return add(sum, graph.parameter('bias', [1], 'zeros'));
}
