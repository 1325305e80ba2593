import type { FeatureSide, Hyperparameters, hyperparametersSchema } from '@placard/contracts';
import type { Graph, Tensor } from '@placard/graph';
import type { z } from 'zod';

/** Embedding rows that enter the graph as one tensor [B, features * dim]. */
export interface EmbeddingInputSpec {
  readonly input: string;
  readonly dim: number;
}

export interface ModelContext {
  readonly graph: Graph;
  readonly featureCount: number;
  /** Which part of a pair each feature reads, in feature order. */
  readonly sides: readonly FeatureSide[];
  readonly hyperparameters: Hyperparameters;
  /** The tensor of a declared embedding input. */
  readonly embedding: (input: string) => Tensor;
  /** Silences a share of x [B, width] in the training graph; x itself in the scoring graph. */
  readonly dropout: (name: string, x: Tensor) => Tensor;
}

/** A model, written once: every engine trains it and the scorer serves it from this definition. */
export interface ModelDefinition {
  readonly kind: string;
  /** What suits this model where a run does not say otherwise. */
  readonly defaults?: Partial<z.input<typeof hyperparametersSchema>>;
  readonly embeddingInputs: (
    hyperparameters: Hyperparameters,
    featureCount: number,
  ) => readonly EmbeddingInputSpec[];
  /** The raw score [B, 1] of each row. */
  readonly logit: (context: ModelContext) => Tensor;
}
