import {
  add,
  concat,
  linear,
  multiply,
  reshape,
  sigmoid,
  slice,
  subtract,
  type Tensor,
  tanh,
} from '@placard/graph';
import { denseAtEach, normalised } from './layers.ts';
import type { SequenceEncoder } from './sequence-encoder.ts';

/**
 * GRU4Rec (arXiv:1511.06939, 1706.03847): a gated recurrent unit over the history, unrolled. The state is
 * cleared where a new history begins, told from whether a position may look at the one before it. Item vectors are
 * normalised first: as drawn they would leave the gates half open for epochs.
 */
export const gru4rec: SequenceEncoder = {
  kind: 'gru4rec',
  task: 'next',
  against: 'all-items',
  encode({ graph, settings, items, visible, dropout }) {
    const { dim, maxLength } = settings;
    const batch = items.shape[0] ?? 0;
    const x = dropout(normalised(graph, 'embedding', items));
    const fromItems = denseAtEach(graph, 'gru.items', x, 3 * dim);
    const weight = graph.parameter('gru.state.weight', [3 * dim, dim], 'glorot-uniform');
    const bias = graph.parameter('gru.state.bias', [3 * dim], 'zeros');
    const part = (x: Tensor, index: number) => slice(x, 1, index * dim, (index + 1) * dim);

    let state = graph.scalar(0);
    const states: Tensor[] = [];
    for (let time = 0; time < maxLength; time++) {
      const now = reshape(slice(fromItems, 1, time, time + 1), [batch, 3 * dim]);
      // The first state is zeros of the batch's size; the bias still counts.
      const before = time === 0 ? multiply(part(now, 0), state) : state;
      const past = linear(before, weight, bias);
      const reset = sigmoid(add(part(now, 0), part(past, 0)));
      const keep = sigmoid(add(part(now, 1), part(past, 1)));
      const fresh = tanh(add(part(now, 2), multiply(reset, part(past, 2))));
      const next = add(fresh, multiply(keep, subtract(before, fresh)));
      states.push(reshape(next, [batch, 1, dim]));
      if (time + 1 < maxLength) {
        const link = slice(slice(visible, 1, time + 1, time + 2), 2, time, time + 1);
        state = multiply(next, reshape(link, [batch, 1]));
      }
    }
    return denseAtEach(graph, 'gru.out', dropout(concat(states, 1)), dim);
  },
};
