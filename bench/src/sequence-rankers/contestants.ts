import type { ModelKind } from '@placard/contracts';
import type { Settings } from '../click-models/fit-and-score.ts';

export type Contestant = {
  readonly kind: ModelKind;
  /** The validation slice chooses among them. */
  readonly settings: readonly Settings[];
};

const COMMON = { embeddingDim: 8, batchSize: 1024, epochs: 5, patienceEpochs: 1 };
const DEEP = [0.02, 0.05].map((embeddingLearningRate) => ({
  ...COMMON,
  ...{ hidden: [32, 16], learningRate: 0.002, embeddingLearningRate },
}));

export const CONTESTANTS: readonly Contestant[] = [
  {
    kind: 'logistic-regression',
    settings: [0.05, 0.1].map((embeddingLearningRate) => ({
      ...COMMON,
      epochs: 12,
      embeddingLearningRate,
    })),
  },
  ...(['dcn-v2', 'din', 'gru', 'behaviour-sequence-transformer', 'multi-interest'] as const).map(
    (kind) => ({ kind, settings: DEEP }),
  ),
];
