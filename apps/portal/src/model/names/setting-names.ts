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

/** A setting as people say it; its words where nobody named it. */
export function settingName(key: string): string {
  const known = NAMES[key];
  if (known) return known;
  const words = key.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
