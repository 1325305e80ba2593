import type { Hyperparameters } from '@placard/contracts';
import type { TrainingData } from '../../dataset/training-data.ts';
import { BatchRows } from './batch-rows.ts';
import type { DenseParameters } from './dense-parameters.ts';
import { fillDropoutMask } from './dropout-masks.ts';
import type { EmbeddingOptimiser } from './embedding-optimiser.ts';
import { gatherEmbeddings } from './embedding-tables.ts';
import type { GradientSession } from './gradient-session.ts';
import { type SequenceBatch, sequenceBatches } from './sequence-batch.ts';

/** What a gradient is taken of: parameters that a session reads, and tables that rows are read from. */
export interface Differentiated {
  readonly parameters: DenseParameters;
  readonly embeddings: readonly EmbeddingOptimiser[];
}

/** The gradient of a batch, or of a part of one: gathers rows, runs forward and backward. Buffers are reused. */
export class BatchGradient {
  readonly #session: GradientSession;
  readonly #state: Differentiated;
  readonly #data: TrainingData;
  readonly #hyperparameters: Hyperparameters;
  readonly #rows: BatchRows;
  readonly #values: ReadonlyMap<string, Float32Array>;
  readonly #gradients: ReadonlyMap<string, Float32Array>;
  readonly #sequences: readonly SequenceBatch[];
  readonly #masks: ReadonlyMap<string, Float32Array>;
  readonly #seed: number;
  readonly #labels: Float32Array;
  readonly #weights: Float32Array;

  constructor(
    session: GradientSession,
    state: Differentiated,
    data: TrainingData,
    hyperparameters: Hyperparameters,
    seed = 0,
    batchSize = hyperparameters.batchSize,
  ) {
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
    const tables = state.embeddings.map(({ embedding }) => embedding);
    this.#sequences = sequenceBatches(data, session.sequences, tables, batchSize);
    this.#masks = new Map(
      [...session.masks].map(([name, width]) => [name, new Float32Array(batchSize * width)]),
    );
    this.#seed = seed;
    this.#labels = new Float32Array(batchSize);
    this.#weights = new Float32Array(batchSize);
  }

  /**
   * Mean log loss by weight, or the part of a batch of `totalWeight`. Leaves the gradients in the
   * parameters' `gradients` and the sums of each embedding. `step` counts from 1.
   */
  async run(positions: Uint32Array, step: number, totalWeight?: number): Promise<number> {
    const size = positions.length;
    const { embeddings } = this.#state;
    const batch = this.#rows.load(this.#data, positions);
    const cells = size * this.#data.rowsByFeature.length;
    for (let b = 0; b < size; b++) {
      this.#labels[b] = this.#data.labels[positions[b]!]!;
      this.#weights[b] = this.#data.weights[positions[b]!]!;
    }
    for (const { embedding } of embeddings) {
      gatherEmbeddings(embedding, batch, cells, this.#values.get(embedding.spec.input)!);
    }
    for (const sequence of this.#sequences) sequence.load(positions);
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
        sequences: this.#sequences,
        size,
        ...(totalWeight !== undefined && { totalWeight }),
      },
      this.#gradients,
    );
    if (!Number.isFinite(loss)) throw new Error(`the loss became ${loss} at step ${step}`);
    for (const { embedding, sums } of embeddings) {
      const { input } = embedding.spec;
      sums.collect([
        { cells: batch, count: cells, gradient: this.#gradients.get(input)! },
        ...this.#sequences.flatMap((sequence) =>
          sequence.sequence.spec.embedding === input
            ? [{ cells: sequence.cells, count: sequence.count(size), gradient: sequence.gradient }]
            : [],
        ),
      ]);
    }
    return loss;
  }
}
