import type { ModelKind, SearchSpace, SettingRange } from '@placard/contracts';
import type { Call } from '../input.ts';
import { parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type SearchSpaceInput, searchSpaceInput } from './schemas.ts';

const between = (low: number, high: number, log = false): SettingRange => ({
  ...{ kind: 'number', low, high, log },
});
const oneOf = (...values: (string | number)[]): SettingRange => ({ kind: 'choice', values });

/** How every model that is a graph learns. */
const PACE = {
  learningRate: between(1e-4, 1e-2, true),
  embeddingLearningRate: between(5e-3, 0.3, true),
  embeddingOptimiser: oneOf('adagrad', 'adam', 'ftrl'),
  embeddingL2: between(1e-7, 1e-3, true),
  batchSize: oneOf(128, 256, 512, 1024),
};
const WIDTH = { embeddingDim: oneOf(4, 8, 16, 32) };
const LAYERS = {
  hidden: oneOf('32', '64, 32', '128, 64', '256, 128', '256, 128, 64'),
  dropout: between(0, 0.5),
  l2: between(1e-7, 1e-3, true),
};
const DEEP = { ...PACE, ...WIDTH, ...LAYERS };
const HISTORY = { ...DEEP, historyLength: oneOf(5, 10, 20) };

const SPACES: Readonly<Record<ModelKind, SearchSpace>> = {
  'dcn-v2': { ...DEEP, crossLayers: oneOf(1, 2, 3, 4) },
  'dcn-v2-mix': {
    ...{ ...DEEP, crossLayers: oneOf(1, 2, 3) },
    ...{ experts: oneOf(2, 4, 8), crossRank: oneOf(8, 16, 32) },
  },
  deepfm: DEEP,
  dnn: DEEP,
  'wide-and-deep': DEEP,
  neumf: DEEP,
  'final-mlp': { ...DEEP, heads: oneOf(1, 2, 4) },
  autoint: {
    ...DEEP,
    ...{ heads: oneOf(1, 2, 4), attentionLayers: oneOf(1, 2, 3), attentionDim: oneOf(16, 32, 64) },
  },
  esmm: DEEP,
  mmoe: { ...DEEP, experts: oneOf(2, 4, 8) },
  din: HISTORY,
  rnn: HISTORY,
  lstm: HISTORY,
  gru: HISTORY,
  'behaviour-sequence-transformer': HISTORY,
  'text-cnn-lstm': HISTORY,
  'multi-interest': { ...HISTORY, interests: oneOf(2, 4, 8) },
  fm: { ...PACE, ...WIDTH },
  ffm: { ...PACE, embeddingDim: oneOf(2, 4, 8) },
  'logistic-regression': PACE,
  'boosted-trees': { leaves: oneOf(7, 15, 31, 63, 127), shrinkage: between(0.02, 0.3, true) },
};

/** What a search for settings of a kind of model may try. Staff only. */
export async function getSearchSpace({ ctx, input }: Call<SearchSpaceInput>): Promise<SearchSpace> {
  const { modelKind } = parseInput(searchSpaceInput, input);
  return staffRead(ctx, async () => SPACES[modelKind]);
}
