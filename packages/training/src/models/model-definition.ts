import type { FeatureSide, Hyperparameters, hyperparametersSchema } from '@placard/contracts';
import type { Graph, Tensor } from '@placard/graph';
import type { z } from 'zod';

/** Embedding rows that enter the graph as one tensor [B, features * dim]. */
export interface EmbeddingInputSpec {
  readonly input: string;
  readonly dim: number;
}

/**
 * A list feature that enters the graph value by value, newest first, with the vocabulary and tables that feature
 * `table` has in embedding input `embedding`.
 */
export interface SequenceInputSpec {
  readonly input: string;
  readonly feature: string;
  readonly table: string;
  readonly embedding: string;
  readonly length: number;
}

/**
 * A sequence in a graph. V is B in training, where each row has a history of its own, and for a sequence of the ad;
 * in serving candidates share the request's: there V is 1.
 */
export interface Sequence {
  readonly input: string;
  readonly length: number;
  readonly dim: number;
  /** [V, length, dim], newest first, zeros beyond the end. */
  readonly values: Tensor;
  /** [V, length]: 1 where there is a value, 0 beyond the end. */
  readonly mask: Tensor;
  /** What the candidate itself has in the shared table: [B, dim]. */
  readonly target: Tensor;
}

export type AttentionAxis =
  | 'features'
  | 'candidate'
  | 'history'
  | 'candidate-and-history'
  | 'interests';

/** What a model weighs by what: `weights` hold, of one row of data, heads x rows x columns numbers in that order. */
export interface Attention {
  readonly name: string;
  readonly weights: Tensor;
  readonly rows: AttentionAxis;
  readonly columns: AttentionAxis;
  /** Input of the history that an axis lists. */
  readonly sequence?: string;
  /** Whether the weights of a row are shares; where not, they may be of any size and sign. */
  readonly sumsToOne: boolean;
}

export interface ModelContext {
  readonly graph: Graph;
  readonly featureCount: number;
  /** Which part of a pair each feature reads, in feature order. */
  readonly sides: readonly FeatureSide[];
  readonly hyperparameters: Hyperparameters;
  /** The tensor of a declared embedding input. */
  readonly embedding: (input: string) => Tensor;
  /** The declared sequences that the rows have. */
  readonly sequences: readonly Sequence[];
  /** Silences a share of x [B, width] in the training graph; x itself in the scoring graph. */
  readonly dropout: (name: string, x: Tensor) => Tensor;
  /** Batch normalisation of x [B, width]: by the rows at hand in the training graph, by running statistics in others. */
  readonly batchNormalise: (name: string, x: Tensor) => Tensor;
  /** Told of every attention while a graph is built; adds nothing to it. */
  readonly attention?: (attention: Attention) => void;
}

/** Raw scores [B, 1] of each row. */
export interface ModelScores {
  /** Of what is ranked by: a click, or a quantity. */
  readonly logit: Tensor;
  /** Of a conversion, given a click. */
  readonly conversionLogit?: Tensor;
}

/** What a row was worth [B, 1], as `TrainingData` has it, and its weight. */
export interface Outcome {
  readonly labels: Tensor;
  readonly weights: Tensor;
}

/** A model, written once: every engine trains it and the scorer serves it from this definition. */
export interface ModelDefinition {
  readonly kind: string;
  /** What people choose it by where a market trains; a model that ranks nothing is not offered. */
  readonly offered?: { readonly label: string; readonly hint: string };
  /** What suits this model where a run does not say otherwise. */
  readonly defaults?: Partial<z.input<typeof hyperparametersSchema>>;
  readonly embeddingInputs: (
    hyperparameters: Hyperparameters,
    featureCount: number,
  ) => readonly EmbeddingInputSpec[];
  /** Sequences this model reads, as far as the rows have them. */
  readonly sequenceInputs?: (hyperparameters: Hyperparameters) => readonly SequenceInputSpec[];
  /** The raw score [B, 1] of each row. */
  readonly logit: (context: ModelContext) => Tensor;
  /** For a model that learns conversions as well: both raw scores. Its rows say 2 where a click converted. */
  readonly scores?: (context: ModelContext) => ModelScores;
  /** What training lowers; the weighted mean log loss of clicks where absent. */
  readonly loss?: (scores: ModelScores, outcome: Outcome) => Tensor;
  /** The loss of one row, for a model whose labels are not clicks. */
  readonly rowLoss?: (logit: number, label: number) => number;
}
