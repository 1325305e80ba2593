/** Settings as people say them, with their unit where they have one. */
const NAMES: Readonly<Record<string, string>> = {
  embeddingDim: 'Embedding width',
  hidden: 'Hidden layers',
  crossLayers: 'Cross layers',
  batchSize: 'Batch size',
  epochs: 'Epochs at most',
  learningRate: 'Learning rate',
  embeddingLearningRate: 'Learning rate of embeddings',
  l2: 'L2 of weights',
  embeddingL2: 'L2 of embeddings',
  embeddingOptimiser: 'Optimiser of embeddings',
  embeddingSpread: 'Start of embeddings (±)',
  schedule: 'Learning-rate schedule',
  minCount: 'Rows before a value is learnt',
  patienceEpochs: 'Patience (epochs)',
  dropout: 'Dropout',
  normalisation: 'Normalisation',
  heads: 'Attention heads',
  attentionLayers: 'Attention layers',
  attentionDim: 'Attention width',
  experts: 'Experts',
  crossRank: 'Rank of a cross',
  trees: 'Trees at most',
  leaves: 'Leaves of a tree',
  shrinkage: 'Shrinkage of a tree',
  historyLength: 'History read (values)',
  interests: 'Interests',
  hiddenShare: 'Share of rows with identities hidden',
  declaredAttributes: 'What viewers declare',
  precision: 'Served precision',
  kind: 'Model',
};

/** Settings in the order in which people think of them, whatever order they were stored in. */
export function inOrder(settings: readonly string[]): string[] {
  const names = Object.keys(NAMES);
  return settings.toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
}

/** A setting as people say it; its words where nobody named it. */
export function settingName(key: string): string {
  const known = NAMES[key];
  if (known) return known;
  const words = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const HISTORY = [
  ...['din', 'rnn', 'lstm', 'gru', 'behaviour-sequence-transformer', 'text-cnn-lstm'],
  'multi-interest',
];
const TREES = ['boosted-trees'];

/** Settings that some kinds of model alone read; trees read none of the others but what concerns their rows. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  crossLayers: ['dcn-v2', 'dcn-v2-mix'],
  heads: ['autoint', 'behaviour-sequence-transformer', 'final-mlp'],
  attentionLayers: ['autoint'],
  attentionDim: ['autoint'],
  experts: ['dcn-v2-mix', 'mmoe'],
  crossRank: ['dcn-v2-mix'],
  historyLength: HISTORY,
  interests: ['multi-interest'],
  ...{ trees: TREES, leaves: TREES, shrinkage: TREES },
};
const OF_ROWS = ['minCount', 'hiddenShare', 'declaredAttributes', 'precision'];

/** Whether a setting has any part in a kind of model. */
export function isReadBy(kind: string, setting: string): boolean {
  const kinds = READ_BY[setting];
  if (kinds) return kinds.includes(kind);
  return kind !== 'boosted-trees' || OF_ROWS.includes(setting);
}
