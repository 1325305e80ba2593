import type { FeatureSide } from '@placard/contracts';
import {
  add,
  matmul,
  multiply,
  reduceSum,
  relu,
  reshape,
  scale,
  sigmoid,
  type Tensor,
  transpose,
} from '@placard/graph';
import { denseLayer, fieldsOfSides, multilayerPerceptron } from './layers.ts';
import type { ModelContext, ModelDefinition } from './model-definition.ts';

/**
 * FinalMLP (arXiv:2304.00902): two MLPs over differently gated embeddings x [B, F * k],
 * o_s = MLP_s(x * 2 sigmoid(gate_s)), one gate reading the viewer's side and one the ad's, joined by
 * w1 o1 + w2 o2 + sum_h o1_h' W_h o2_h over `heads` slices of the outputs.
 */
export const finalMlp: ModelDefinition = {
  kind: 'final-mlp',
  offered: { label: 'FinalMLP', hint: 'Two gated networks, fused' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  logit(context) {
    const { graph, hyperparameters, embedding } = context;
    const x = embedding('embedding');
    const stream = (name: string, sides: readonly FeatureSide[]) =>
      multilayerPerceptron(
        context,
        multiply(x, gate(context, name, x, sides)),
        hyperparameters.hidden,
        name,
      );
    const first = stream('first', ['context', 'viewer', 'cross']);
    const second = stream('second', ['ad']);
    const linear = add(
      denseLayer(graph, 'first.out', first, 1),
      denseLayer(graph, 'second.out', second, 1),
    );
    return add(linear, fuse(context, first, second));
  },
};

/** [B, F * k] around 1; what does not depend on any feature is learnt as a constant. */
function gate(
  context: ModelContext,
  name: string,
  x: Tensor,
  sides: readonly FeatureSide[],
): Tensor {
  const { graph, hyperparameters } = context;
  const width = x.shape[1] as number;
  const read = fieldsOfSides(context, 'embedding', sides);
  if (!read) return scale(sigmoid(graph.parameter(`${name}.gate`, [1, width], 'zeros')), 2);
  const flat = reshape(read, ['B', (read.shape[1] as number) * (read.shape[2] as number)]);
  const hidden = relu(
    denseLayer(graph, `${name}.gate.0`, flat, hyperparameters.hidden[0] ?? width),
  );
  return scale(sigmoid(denseLayer(graph, `${name}.gate.1`, hidden, width)), 2);
}

/** sum_h first_h' W_h second_h: [B, 1]. */
function fuse({ graph, hyperparameters }: ModelContext, first: Tensor, second: Tensor): Tensor {
  const { heads } = hyperparameters;
  const width = first.shape[1] as number;
  if (width % heads !== 0) {
    throw new RangeError(`final-mlp: the last layer, ${width}, is no multiple of ${heads} heads`);
  }
  const size = width / heads;
  const byHead = (x: Tensor) => transpose(reshape(x, ['B', heads, size]), [1, 0, 2]);
  const weight = graph.parameter('fusion.weight', [heads, size, size], 'glorot-uniform');
  const products = multiply(matmul(byHead(first), weight), byHead(second));
  return reshape(reduceSum(products, [0, 2]), ['B', 1]);
}
