import type { FeatureSide } from '@placard/contracts';
import type { EncodedRows } from '@placard/ranking';

/** Rows as the engines read them, oldest first. */
export interface TrainingData {
  readonly count: number;
  /** Embedding rows of every feature of every row, as the scorer would look them up. */
  readonly encoded: EncodedRows;
  /** Embedding table sizes, in feature order. */
  readonly rowsByFeature: readonly number[];
  /** Which part of a pair each feature reads, in feature order. */
  readonly sides?: readonly FeatureSide[];
  /** Clicked (1) or not (0). */
  readonly labels: Float32Array;
  /** Importance of each row in the loss. */
  readonly weights: Float32Array;
}

/** Positions `start` to `end` (exclusive). */
export function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}
