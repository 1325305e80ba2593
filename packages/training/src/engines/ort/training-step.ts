import type { Hyperparameters } from '@placard/contracts';
import type { TrainingData } from '../../dataset/training-data.ts';
import { BatchGradient, type Differentiated } from './batch-gradient.ts';
import type { GradientSession } from './gradient-session.ts';
import type { RowStep } from './row-rules/row-rule.ts';

/** One step in this thread: the gradient of a batch, then rows and parameters move. */
export class TrainingStep {
  readonly #state: Differentiated;
  readonly #hyperparameters: Hyperparameters;
  readonly #gradient: BatchGradient;
  readonly #session: GradientSession;

  constructor(
    session: GradientSession,
    state: Differentiated,
    data: TrainingData,
    hyperparameters: Hyperparameters,
    seed = 0,
  ) {
    this.#session = session;
    this.#state = state;
    this.#hyperparameters = hyperparameters;
    this.#gradient = new BatchGradient(session, state, data, hyperparameters, seed);
  }

  /** Returns the mean log loss of the batch before the update. `step` counts from 1. */
  async run(positions: Uint32Array, step: number, learningRateFactor: number): Promise<number> {
    const loss = await this.#gradient.run(positions, step);
    const { rows, dense } = stepRates(this.#hyperparameters, step, learningRateFactor);
    for (const optimiser of this.#state.embeddings) optimiser.apply(optimiser.sums, rows);
    this.#state.parameters.update(step, dense);
    return loss;
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

/** How far rows and parameters move at a step. */
export function stepRates(
  { learningRate, embeddingLearningRate, l2, embeddingL2 }: Hyperparameters,
  step: number,
  factor: number,
): { rows: RowStep; dense: { learningRate: number; l2: number } } {
  return {
    rows: { step, learningRate: embeddingLearningRate * factor, l2: embeddingL2 ?? l2 },
    dense: { learningRate: learningRate * factor, l2 },
  };
}
