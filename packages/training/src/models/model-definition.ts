import type { Hyperparameters, ModelKind } from '@placard/contracts';
import type { Graph, Tensor } from '@placard/graph';

/** Embedding rows that enter the graph as one tensor [B, features * dim]. */
export interface EmbeddingInputSpec {
  readonly input: string;
  readonly dim: number;
}

export interface ModelContext {
  readonly graph: Graph;
  readonly featureCount: number;
  readonly hyperparameters: Hyperparameters;
  /** The tensor of a declared embedding input. */
  readonly embedding: (input: string) => Tensor;
}

/** A model, written once: every engine trains it and the scorer serves it from this definition. */
export interface ModelDefinition {
  readonly kind: ModelKind;
  readonly embeddingInputs: (hyperparameters: Hyperparameters) => readonly EmbeddingInputSpec[];
  /** The raw score [B, 1] of each row. */
  readonly logit: (context: ModelContext) => Tensor;
}
