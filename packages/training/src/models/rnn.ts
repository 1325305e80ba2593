import { add, type Graph, tanh } from '@placard/graph';
import { HISTORY_MODEL, scoreWithHistory } from './history.ts';
import type { ModelDefinition } from './model-definition.ts';
import { type Cell, gatesOf, stateAndMatch, unroll } from './recurrent.ts';

/**
 * A simple recurrent network (Elman, Finding Structure in Time, 1990) over each history, from oldest to newest:
 * h' = tanh(W x + U h + b). The last state [V, dim], and its product with the candidate's embedding, enter an MLP
 * with all other features.
 */
export const rnn: ModelDefinition = {
  kind: 'rnn',
  offered: { label: 'RNN', hint: 'Reads the history in order' },
  ...HISTORY_MODEL,
  logit: (context) =>
    scoreWithHistory(context, (sequence) => {
      const cell = elmanCell(context.graph, sequence.input, sequence.dim);
      return stateAndMatch(unroll(sequence.values, sequence.mask, cell), sequence);
    }),
};

function elmanCell(graph: Graph, name: string, width: number): Cell {
  const { ofInput, ofMemory } = gatesOf(graph, name, { into: width, width, gates: 1 });
  return { width, tensors: 1, step: (x, [h]) => [tanh(add(ofInput(x), ofMemory(h!)))] };
}
