import type { Hyperparameters } from '@placard/contracts';
import type { TrainingData } from '../../dataset/training-data.ts';
import { BatchRows } from './batch-rows.ts';
import { fillDropoutMask } from './dropout-masks.ts';
import { gatherEmbeddings } from './embedding-tables.ts';
import type { GradientSession } from './gradient-session.ts';
import type { TrainingState } from './training-state.ts';

/** One step: gather rows, run forward and backward, update rows and parameters. Buffers are reused. */
export class TrainingStep {
  readonly #session: GradientSession;
  readonly #state: TrainingState;
  readonly #data: TrainingData;
  readonly #hyperparameters: Hyperparameters;
  readonly #rows: BatchRows;
  readonly #values: ReadonlyMap<string, Float32Array>;
  readonly #gradients: ReadonlyMap<string, Float32Array>;
  readonly #masks: ReadonlyMap<string, Float32Array>;
  readonly #seed: number;
  readonly #labels: Float32Array;
  readonly #weights: Float32Array;

  constructor(
    session: GradientSession,
    state: TrainingState,
    data: TrainingData,
    hyperparameters: Hyperparameters,
    seed = 0,
  ) {
    const { batchSize } = hyperparameters;
    const buffers = () =>
      new Map(
        state.embeddings.map(({ embedding: { spec, tables } }) => [
          spec.input,
          new Float32Array(batchSize * tables.length * spec.dim),
        ]),
      );
    this.#session = session;
    this.#state = state;
    this.#data = data;
    this.#hyperparameters = hyperparameters;
    this.#rows = new BatchRows(data.rowsByFeature, batchSize);
    this.#values = buffers();
    this.#gradients = buffers();
    this.#masks = new Map(
      [...session.masks].map(([name, width]) => [name, new Float32Array(batchSize * width)]),
    );
    this.#seed = seed;
    this.#labels = new Float32Array(batchSize);
    this.#weights = new Float32Array(batchSize);
  }

  /** Returns the mean log loss of the batch before the update. `step` counts from 1. */
  async run(positions: Uint32Array, step: number, learningRateFactor: number): Promise<number> {
    const size = positions.length;
    const { embeddings, parameters } = this.#state;
    const { learningRate, embeddingLearningRate, l2, embeddingL2 } = this.#hyperparameters;
    const batch = this.#rows.load(this.#data, positions);
    const cells = size * this.#data.rowsByFeature.length;
    for (let b = 0; b < size; b++) {
      this.#labels[b] = this.#data.labels[positions[b]!]!;
      this.#weights[b] = this.#data.weights[positions[b]!]!;
    }
    for (const { embedding } of embeddings) {
      gatherEmbeddings(embedding, batch, cells, this.#values.get(embedding.spec.input)!);
    }
    let layer = 0;
    for (const mask of this.#masks.values()) {
      fillDropoutMask(mask, this.#hyperparameters.dropout, this.#seed + 7919 * ++layer, step);
    }
    const loss = await this.#session.run(
      {
        embeddings: this.#values,
        labels: this.#labels,
        weights: this.#weights,
        masks: this.#masks,
        size,
      },
      this.#gradients,
    );
    if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} at step ${step}`);
    for (const optimiser of embeddings) {
      const gradient = this.#gradients.get(optimiser.embedding.spec.input)!;
      optimiser.update(batch, cells, gradient, {
        learningRate: embeddingLearningRate * learningRateFactor,
        l2: embeddingL2 ?? l2,
      });
    }
    parameters.update(step, { learningRate: learningRate * learningRateFactor, l2 });
    return loss;
  }
}
