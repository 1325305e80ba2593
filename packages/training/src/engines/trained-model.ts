import type { CurvePoint } from '@placard/contracts';
import type { EmbeddingTables } from './ort/embedding-tables.ts';

/** What an engine hands back: weights at the best validation, and how it got there. */
export interface TrainedModel {
  readonly parameters: ReadonlyMap<string, Float32Array>;
  readonly embeddings: readonly EmbeddingTables[];
  readonly curve: readonly CurvePoint[];
  readonly steps: number;
  readonly bestEpoch: number;
  /** What serves, where that is not the graph of its parameters: boosted trees, products in eight bits. */
  readonly servingModel?: Uint8Array;
}
