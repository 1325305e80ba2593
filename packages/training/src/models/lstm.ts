import { add, type Graph, multiply, shift, sigmoid, tanh } from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory } from './history.ts';
import type { ModelDefinition } from './model-definition.ts';
import { type Cell, gateAt, gatesOf, stateAndMatch, unroll } from './recurrent.ts';

/**
 * Long short-term memory (Hochreiter & Schmidhuber, 1997; forget gate of Gers et al., 2000) over each history, from
 * oldest to newest. The last state [V, dim] and its product with the candidate's embedding enter an MLP with all
 * other features.
 */
export const lstm: ModelDefinition = {
  kind: 'lstm',
  offered: { label: 'LSTM', hint: 'Reads a long history in order' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const cell = lstmCell(context.graph, sequence.input, sequence.dim, sequence.dim);
      return stateAndMatch(unroll(sequence.values, sequence.mask, cell), sequence);
    }),
};

/**
 * i, o = sigmoid(W x + U h + b), f = sigmoid(W x + U h + b + 1), g = tanh(W x + U h + b), c' = f * c + i * g,
 * h' = o * tanh(c'). The 1 lets it remember before it has learnt to.
 */
export function lstmCell(graph: Graph, name: string, into: number, width: number): Cell {
  const { ofInput, ofMemory } = gatesOf(graph, name, { into, width, gates: 4 });
  return {
    width,
    tensors: 2,
    step: (x, [h, c]) => {
      const gates = add(ofInput(x), ofMemory(h!));
      const [write, answer] = [0, 1].map((i) => sigmoid(gateAt(gates, i, width)));
      const forget = sigmoid(shift(gateAt(gates, 2, width), 1));
      const content = add(multiply(forget, c!), multiply(write!, tanh(gateAt(gates, 3, width))));
      return [multiply(answer!, tanh(content)), content];
    },
  };
}
