import { seededRandom } from '@placard/domain';
import { RowWindow } from '../dataset/row-window.ts';
import { isStreamed, StreamError, type StreamedRows } from '../dataset/streamed-rows.ts';
import { range, type TrainingData } from '../dataset/training-data.ts';
import { type BatchSource, epochOrder, epochRandom, mixedOrder, shuffled } from './epoch-order.ts';

/** What the steps of an epoch read. */
export interface EpochSource {
  /** The rows that positions point into; a source may fill it anew between steps. */
  readonly data: TrainingData;
  /** Rows of an epoch. */
  readonly count: number;
  /** The positions of a step, counted from 0 in its epoch: of the rows as they stand until the next call. */
  readonly batch: (epoch: number, step: number) => Uint32Array;
  readonly close: () => void;
}

export interface EpochRows {
  /** Rows in memory. */
  readonly data: TrainingData;
  /** Positions in these, or rows that stay on the disk. */
  readonly train: Uint32Array | StreamedRows;
  readonly sources?: readonly BatchSource[];
  readonly batchSize: number;
  readonly seed: number;
}

/** @throws StreamError when rows on the disk should be mixed, or batches would run over the end of a shard. */
export function openEpochSource({ data, train, sources, batchSize, seed }: EpochRows): EpochSource {
  if (!isStreamed(train)) return inMemory(data, train, sources, batchSize, seed);
  if (sources) throw new StreamError('batches are mixed from rows in memory only');
  return streamed(train, batchSize, seed);
}

function inMemory(
  data: TrainingData,
  train: Uint32Array,
  sources: readonly BatchSource[] | undefined,
  batchSize: number,
  seed: number,
): EpochSource {
  let ordered = { epoch: -1, order: train };
  return {
    data,
    count: train.length,
    batch: (epoch, step) => {
      if (ordered.epoch !== epoch) {
        const order = sources
          ? mixedOrder(sources, train.length, seed, epoch)
          : epochOrder(train, seed, epoch);
        ordered = { epoch, order };
      }
      return ordered.order.subarray(step * batchSize, (step + 1) * batchSize);
    },
    close: () => undefined,
  };
}

/**
 * Shards in an order of the epoch's own, as many at a time as the buffer holds, and their rows in an order drawn
 * over the buffer. The last shard, where it is smaller, comes last, so that only the last batch is smaller. A buffer
 * that holds all rows gives the order, and so the bits, of rows in memory.
 */
function streamed(
  { file, bufferRows, highestLabel }: StreamedRows,
  batchSize: number,
  seed: number,
): EpochSource {
  const { shardRows, shards, count } = file;
  if (shardRows % batchSize !== 0) {
    throw new StreamError(`shards of ${shardRows} rows are no whole batches of ${batchSize}`);
  }
  const atOnce = Math.min(Math.max(1, Math.floor(bufferRows / shardRows)), shards.length);
  const window = new RowWindow(file, atOnce, highestLabel);
  const whole = range(0, Math.floor(count / shardRows));
  const rest = range(whole.length, shards.length);
  let filled = { epoch: -1, group: -1, order: rest };
  return {
    data: window.data,
    count,
    batch: (epoch, step) => {
      const group = Math.floor((step * batchSize) / (atOnce * shardRows));
      if (filled.epoch !== epoch || filled.group !== group) {
        const all = [...shuffled(whole, seededRandom(~seed ^ epoch)), ...rest];
        const some = all.slice(group * atOnce, (group + 1) * atOnce).sort((a, b) => a - b);
        const rows = range(0, window.fill(some));
        filled = { epoch, group, order: shuffled(rows, epochRandom(seed, epoch, group)) };
      }
      const from = step * batchSize - group * atOnce * shardRows;
      return filled.order.subarray(from, from + batchSize);
    },
    close: () => window.close(),
  };
}
