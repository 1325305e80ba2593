import { add, type Graph, multiply, sigmoid, subtract, tanh } from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory } from './history.ts';
import type { ModelDefinition } from './model-definition.ts';
import { type Cell, gateAt, gatesOf, stateAndMatch, unroll } from './recurrent.ts';

/**
 * Gated recurrent units (Cho et al., arXiv:1406.1078) over each history, as GRU4Rec reads a session
 * (arXiv:1511.06939): the last state [V, dim] and its product with the candidate's embedding enter an MLP with all
 * other features.
 */
export const gru: ModelDefinition = {
  kind: 'gru',
  offered: { label: 'GRU', hint: 'Reads the history in order, lighter than LSTM' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const cell = gruCell(context.graph, sequence.input, sequence.dim);
      return stateAndMatch(unroll(sequence.values, sequence.mask, cell), sequence);
    }),
};

/**
 * r, z = sigmoid(W x + U h + b), n = tanh(W_n x + b_n + r * (U_n h)), h' = n + z * (h - n): the reset gate acts on
 * the product, as in cuDNN and PyTorch.
 */
function gruCell(graph: Graph, name: string, width: number): Cell {
  const { ofInput, ofMemory } = gatesOf(graph, name, { into: width, width, gates: 3 });
  return {
    width,
    tensors: 1,
    step: (x, [h]) => {
      const [input, memory] = [ofInput(x), ofMemory(h!)];
      const gate = (i: number) => sigmoid(add(gateAt(input, i, width), gateAt(memory, i, width)));
      const [reset, keep] = [gate(0), gate(1)];
      const fresh = tanh(add(gateAt(input, 2, width), multiply(reset, gateAt(memory, 2, width))));
      return [add(fresh, multiply(keep, subtract(h!, fresh)))];
    },
  };
}
