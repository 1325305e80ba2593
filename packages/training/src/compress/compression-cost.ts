import { gzipSync } from 'node:zlib';
import { encodeModel, type OnnxModel } from '@placard/graph';
import { auc, logLoss, ndcgAtK } from '@placard/ranking';
import type { TrainingData } from '../dataset/training-data.ts';
import type { EmbeddingTables } from '../engines/ort/embedding-tables.ts';
import { LogitSession } from '../engines/ort/logit-session.ts';
import { sigmoid } from '../evaluate/sigmoid.ts';
import type { ModelShape } from '../models/build-graph.ts';

export interface CompressionCost {
  readonly auc: number | null;
  readonly logLoss: number;
  /** nDCG@10 over lists of `LIST` rows in a row; null when no list has a click. */
  readonly ndcg: number | null;
  /** Of the dense part. */
  readonly bytes: number;
  readonly gzipBytes: number;
  /** The least of several passes over the rows, embeddings gathered. */
  readonly microsPerRow: number;
}

const LIST = 50;
const PASSES = 5;

/** What a model costs and is worth: `nowMs` may be finer than a clock of the platform. */
export async function compressionCost(options: {
  readonly model: OnnxModel;
  readonly shape: ModelShape;
  readonly embeddings: readonly EmbeddingTables[];
  readonly data: TrainingData;
  readonly positions: Uint32Array;
  readonly nowMs: () => number;
}): Promise<CompressionCost> {
  const { shape, embeddings, data, positions, nowMs } = options;
  const bytes = encodeModel(options.model);
  const session = await LogitSession.open(bytes, [], shape, 1);
  try {
    let logits: Float32Array = new Float32Array(0);
    let leastMs = Number.POSITIVE_INFINITY;
    for (let pass = 0; pass < PASSES; pass++) {
      const startedMs = nowMs();
      logits = await session.run(new Map(), embeddings, data, positions);
      leastMs = Math.min(leastMs, nowMs() - startedMs);
    }
    const predictions = Float64Array.from(logits, sigmoid);
    const labels = Float32Array.from(positions, (position) => data.labels[position]!);
    return {
      auc: auc(predictions, labels),
      logLoss: logLoss(predictions, labels),
      ndcg: meanNdcg(predictions, labels),
      bytes: bytes.byteLength,
      gzipBytes: gzipSync(bytes).byteLength,
      microsPerRow: (leastMs * 1000) / positions.length,
    };
  } finally {
    await session.release();
  }
}

function meanNdcg(predictions: Float64Array, labels: Float32Array): number | null {
  const values: number[] = [];
  for (let start = 0; start + LIST <= labels.length; start += LIST) {
    const end = start + LIST;
    const value = ndcgAtK(predictions.subarray(start, end), labels.subarray(start, end), 10);
    if (value !== null) values.push(value);
  }
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
