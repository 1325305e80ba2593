import {
  add,
  concat,
  layerNormalise,
  matmul,
  relu,
  repeatRows,
  reshape,
  scale,
  slice,
  swapLastAxes,
  type Tensor,
  transpose,
} from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory, targetPlace } from './history.ts';
import type { ModelContext, ModelDefinition, Sequence } from './model-definition.ts';
import { maskedSoftmax, placewise } from './sequence-layers.ts';

/**
 * Behaviour Sequence Transformer (arXiv:1905.06874): the candidate stands before the history, newest first, each
 * with an embedding of its place; one transformer layer (arXiv:1706.03762) reads them together, and all its
 * outputs enter an MLP with the other features. ReLU where the paper has leaky ReLU.
 */
export const behaviourSequenceTransformer: ModelDefinition = {
  kind: 'behaviour-sequence-transformer',
  offered: { label: 'BST', hint: 'Transformer over the history and the ad' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const { values, mask, target, length, dim, input } = sequence;
      const places = length + 1;
      const joined = scale(
        concat([targetPlace(sequence), repeatRows(values, target)], 1),
        Math.sqrt(dim),
      );
      const position = context.graph.parameter(
        `${input}.position`,
        [places, dim],
        'glorot-uniform',
      );
      // The candidate's own place is always there.
      const present = concat([shiftedToOne(mask), mask], 1);
      const out = transformerLayer(context, sequence, add(joined, position), present);
      return [reshape(out, ['B', places * dim])];
    }),
};

/** A column [V, 1] of ones. */
function shiftedToOne(mask: Tensor): Tensor {
  const column = slice(mask, 1, 0, 1);
  return add(scale(column, 0), column.graph.scalar(1));
}

/** y = norm(x + attend(x)), then norm(y + relu(y W1 + b1) W2 + b2); x [B, P, dim]. */
function transformerLayer(
  context: ModelContext,
  { input, dim }: Sequence,
  x: Tensor,
  mask: Tensor,
): Tensor {
  const { graph } = context;
  const norm = (name: string, y: Tensor) =>
    layerNormalise(
      y,
      graph.parameter(`${input}.${name}.gain`, [dim], 'ones'),
      graph.parameter(`${input}.${name}.offset`, [dim], 'zeros'),
    );
  const attended = norm('norm.0', add(x, attend(context, input, x, mask)));
  const hidden = relu(placewise(graph, `${input}.feed.0`, attended, 2 * dim));
  return norm('norm.1', add(attended, placewise(graph, `${input}.feed.1`, hidden, dim)));
}

/** Multi-head attention of every place to every place that the mask [V, P] has. */
function attend(
  { graph, attention, hyperparameters: { heads } }: ModelContext,
  input: string,
  x: Tensor,
  mask: Tensor,
): Tensor {
  const [, places, dim] = x.shape as readonly ['B', number, number];
  if (dim % heads !== 0) {
    throw new RangeError(
      `behaviour-sequence-transformer: embeddingDim ${dim} is no multiple of ${heads} heads`,
    );
  }
  const width = dim / heads;
  // [B, heads x P, width]: heads stand one under the other, so that one softmax with one mask serves all.
  const part = (name: string) =>
    transpose(
      reshape(placewise(graph, `${input}.${name}`, x, dim), ['B', places, heads, width]),
      [0, 2, 1, 3],
    );
  const scores = scale(matmul(part('query'), swapLastAxes(part('key'))), 1 / Math.sqrt(width));
  const weights = maskedSoftmax(reshape(scores, ['B', heads * places, places]), mask);
  attention?.({
    ...{ name: input, weights, sequence: input, sumsToOne: true },
    ...{ rows: 'candidate-and-history', columns: 'candidate-and-history' },
  });
  const mixed = matmul(reshape(weights, ['B', heads, places, places]), part('value'));
  const joined = reshape(transpose(mixed, [0, 2, 1, 3]), ['B', places, dim]);
  return placewise(graph, `${input}.mix`, joined, dim);
}
