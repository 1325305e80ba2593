import { concat, relu, slice, type Tensor } from '@placard/graph';
import { scoreWithHistory } from './history.ts';
import { lstmCell } from './lstm.ts';
import type { ModelContext, ModelDefinition, Sequence } from './model-definition.ts';
import { stateAndMatch, unroll } from './recurrent.ts';
import { placewise } from './sequence-layers.ts';

/** Words a filter sees at once. */
const WINDOW = 3;

/**
 * C-LSTM (arXiv:1511.08630): filters over windows of three words find phrases, and an LSTM reads the phrases in
 * order. The words are the ad's own, the page's keywords in the same vocabulary, and the categories of what the
 * viewer last engaged with.
 */
export const textCnnLstm: ModelDefinition = {
  kind: 'text-cnn-lstm',
  offered: { label: 'CNN + LSTM', hint: 'Phrases of the page and of past interests' },
  embeddingInputs: ({ embeddingDim }) => [{ input: 'embedding', dim: embeddingDim }],
  sequenceInputs: ({ historyLength }) => {
    const shared = { embedding: 'embedding', length: Math.max(historyLength, WINDOW) };
    return [
      { input: 'words.ad', feature: 'ad-words', table: 'ad-words', ...shared },
      { input: 'words.page', feature: 'page-keywords', table: 'ad-words', ...shared },
      {
        input: 'words.history',
        feature: 'viewer-last-categories',
        table: 'ad-categories',
        ...shared,
      },
    ];
  },
  logit: (context) => scoreWithHistory(context, (sequence) => readPhrases(context, sequence)),
};

/** The LSTM's last answer for each candidate [B, dim], and its product with the candidate's own words. */
function readPhrases({ graph }: ModelContext, sequence: Sequence): Tensor[] {
  const { input, values, mask, length, dim } = sequence;
  const phrases = length - WINDOW + 1;
  const shifted = Array.from({ length: WINDOW }, (_, i) => slice(values, 1, i, i + phrases));
  const found = relu(placewise(graph, `${input}.filters`, concat(shifted, 2), dim));
  // A phrase counts when its first word is there: a text of one word is a phrase too.
  const present = slice(mask, 1, 0, phrases);
  const cell = lstmCell(graph, input, dim, dim);
  return stateAndMatch(unroll(found, present, cell), sequence);
}
