import type { ModelKind } from '@placard/contracts';
import type { Settings } from '../click-models/fit-and-score.ts';

export type Contestant = {
  readonly name: string;
  readonly kind: ModelKind;
  /** Reads what the viewer did with the item before as an eleventh field, which no published model does. */
  readonly pairHistory: boolean;
  readonly published?: { readonly auc: number; readonly logLoss: number };
  /** Where they are not the published ones, chosen on a tenth of the training part. */
  readonly settings: Settings;
};

const SHALLOW = { embeddingDim: 16, batchSize: 512, embeddingLearningRate: 0.1, embeddingL2: 1e-4 };
/**
 * As reczoo/BARS trains them, but for one hidden layer of 400 where most there have three, a cosine where it steps
 * down twice, and some three fifths of its steps.
 */
const DEEP = {
  ...{ embeddingDim: 10, hidden: [400], normalisation: 'batch', dropout: 0.2, batchSize: 4096 },
  ...{ learningRate: 0.001, embeddingLearningRate: 0.001, embeddingOptimiser: 'adam-all' },
  ...{ embeddingSpread: 2e-4, embeddingL2: 0.05, l2: 0, schedule: 'cosine', epochs: 12 },
} as const satisfies Settings;
/** The history tells the pairs that were seen: what is left to learn takes fewer epochs. */
const WITH_HISTORY = {
  ...{ embeddingDim: 10, hidden: [64, 32], dropout: 0.3, batchSize: 1024 },
  ...{ learningRate: 0.002, embeddingLearningRate: 0.1, embeddingL2: 3e-4, epochs: 3 },
};

/** Published: reczoo/BARS, Frappe_x1, test split, seven tenths of the data to learn from. */
export const CONTESTANTS: readonly Contestant[] = [
  {
    name: 'logistic-regression',
    kind: 'logistic-regression',
    pairHistory: false,
    published: { auc: 0.9356, logLoss: 0.3076 },
    settings: { batchSize: 512, embeddingLearningRate: 0.1, embeddingL2: 1e-6, epochs: 8 },
  },
  {
    name: 'fm',
    kind: 'fm',
    pairHistory: false,
    published: { auc: 0.9671, logLoss: 0.2065 },
    settings: { ...SHALLOW, epochs: 12 },
  },
  { name: 'dnn', kind: 'dnn', pairHistory: false, settings: DEEP },
  { name: 'wide-and-deep', kind: 'wide-and-deep', pairHistory: false, settings: DEEP },
  {
    name: 'autoint',
    kind: 'autoint',
    pairHistory: false,
    // AutoInt+, the mean of five runs.
    published: { auc: 0.9837, logLoss: 0.1489 },
    settings: { ...DEEP, attentionDim: 64 },
  },
  {
    name: 'deepfm',
    kind: 'deepfm',
    pairHistory: false,
    published: { auc: 0.9842, logLoss: 0.1482 },
    settings: DEEP,
  },
  {
    name: 'dcn-v2',
    kind: 'dcn-v2',
    pairHistory: false,
    published: { auc: 0.9845, logLoss: 0.1491 },
    settings: DEEP,
  },
  {
    name: 'final-mlp',
    kind: 'final-mlp',
    pairHistory: false,
    published: { auc: 0.9861, logLoss: 0.1484 },
    // Half the batch: its log loss is the better for it.
    settings: { ...DEEP, batchSize: 2048, epochs: 10, dropout: 0.4, heads: 5 },
  },
  {
    name: 'fm+history',
    kind: 'fm',
    pairHistory: true,
    settings: { ...WITH_HISTORY, epochs: 4 },
  },
  { name: 'dcn-v2+history', kind: 'dcn-v2', pairHistory: true, settings: WITH_HISTORY },
  {
    name: 'final-mlp+history',
    kind: 'final-mlp',
    pairHistory: true,
    settings: { ...WITH_HISTORY, epochs: 2 },
  },
];

/** Those that learn as the published ones do. */
export const DEEP_CONTESTANTS: readonly string[] = CONTESTANTS.filter(
  ({ settings }) => settings.embeddingOptimiser === DEEP.embeddingOptimiser,
).map(({ name }) => name);
