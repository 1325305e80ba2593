import type { FeatureSide, SequenceInput } from '@placard/contracts';
import type { EncodedRows } from '@placard/ranking';

/** A sequence input that a model reads, and where its table is. */
export interface SequenceShape {
  readonly spec: SequenceInput;
  /** Position of the feature whose tables it shares. */
  readonly tableIndex: number;
}

export interface EncodedSequence extends SequenceShape {
  /** int32 [rows, length]: rows of the shared table, negative beyond the end of a list. */
  readonly rows: Int32Array;
}

/** Rows as the engines read them, oldest first. */
export interface TrainingData {
  readonly count: number;
  /** Embedding rows of every feature of every row, as the scorer would look them up. */
  readonly encoded: EncodedRows;
  /** Embedding table sizes, in feature order. */
  readonly rowsByFeature: readonly number[];
  /** Which part of a pair each feature reads, in feature order. */
  readonly sides?: readonly FeatureSide[];
  readonly sequences?: readonly EncodedSequence[];
  /** Clicked (1) or not (0); converted (2) for models that learn it; a quantity for those of quantities. */
  readonly labels: Float32Array;
  /** Importance of each row in the loss. */
  readonly weights: Float32Array;
  /** The most table rows that one row reads, where that is known beforehand. */
  readonly mostReads?: number;
}

/** The same rows with a conversion counted as the click it followed. */
export function clicksOnly(data: TrainingData): TrainingData {
  return { ...data, labels: data.labels.map((label) => Math.min(label, 1)) };
}

/** Positions `start` to `end` (exclusive). */
export function range(start: number, end: number): Uint32Array {
  return Uint32Array.from({ length: end - start }, (_, i) => start + i);
}

/** The most table rows that one row of data reads. */
export function mostReadsOf(data: TrainingData): number {
  if (data.mostReads !== undefined) return data.mostReads;
  const { offsets } = data.encoded;
  const cells = data.rowsByFeature.length;
  let most = 0;
  for (let row = 0; row < data.count; row++) {
    most = Math.max(most, offsets[(row + 1) * cells]! - offsets[row * cells]!);
  }
  return most;
}
