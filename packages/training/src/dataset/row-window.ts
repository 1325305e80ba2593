import { closeSync, openSync, readSync } from 'node:fs';
import type { EncodedFile, Shard } from './encoded-file.ts';
import type { TrainingData } from './training-data.ts';

/**
 * A window on an encoded file: training data whose arrays stay the same and are filled anew with other shards. They
 * lie in shared memory, so that threads that train together see each filling.
 */
export class RowWindow {
  readonly data: TrainingData;
  readonly #file: EncodedFile;
  readonly #descriptor: number;
  readonly #highestLabel: number;
  /** As large as the largest shard: what was read last. */
  readonly #numbers: Int32Array;

  /** `shards` fit at a time; `highestLabel` 1 counts a conversion as the click it followed. */
  constructor(file: EncodedFile, shards: number, highestLabel: number) {
    const { shardRows, rowsByFeature, sides, mostReads } = file;
    const count = Math.min(shards * shardRows, file.count);
    const reads = shards * mostReadsOfShards(file);
    this.#file = file;
    this.#highestLabel = highestLabel;
    this.data = {
      count,
      encoded: {
        rows: sharedIntegers(reads),
        offsets: sharedIntegers(count * rowsByFeature.length + 1),
      },
      rowsByFeature,
      ...(sides && { sides }),
      sequences: file.sequences.map(({ spec, tableIndex }) => ({
        spec,
        tableIndex,
        rows: sharedIntegers(count * spec.length),
      })),
      labels: sharedFloats(count),
      weights: sharedFloats(count),
      mostReads,
    };
    this.#numbers = new Int32Array(largestShard(file) / 4);
    this.#descriptor = openSync(file.path, 'r');
  }

  /** Lays the numbered shards one after another, and answers how many rows they have. */
  fill(numbers: Iterable<number>): number {
    let row = 0;
    let value = 0;
    for (const number of numbers) {
      const shard = this.#file.shards[number]!;
      this.#lay(shard, row, value);
      row += shard.count;
      value += shard.reads;
    }
    return row;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #lay(shard: Shard, row: number, value: number): void {
    const { encoded, rowsByFeature, sequences = [], labels, weights } = this.data;
    const numbers = this.#numbers;
    const bytes = shardBytes(this.#file, shard);
    const read = readSync(this.#descriptor, numbers, 0, bytes, shard.byteOffset);
    if (read !== bytes) throw new Error(`a shard of ${bytes} bytes ended after ${read}`);
    let at = 0;
    const take = (length: number) => {
      at += length;
      return numbers.subarray(at - length, at);
    };
    const cells = shard.count * rowsByFeature.length;
    const offsets = take(cells + 1);
    const firstCell = row * rowsByFeature.length;
    for (let i = 0; i <= cells; i++) encoded.offsets[firstCell + i] = value + offsets[i]!;
    encoded.rows.set(take(shard.reads), value);
    for (const { rows, spec } of sequences) {
      rows.set(take(shard.count * spec.length), row * spec.length);
    }
    const floats = () => {
      const { buffer, byteOffset } = take(shard.count);
      return new Float32Array(buffer, byteOffset, shard.count);
    };
    for (const [i, label] of floats().entries()) {
      labels[row + i] = Math.min(label, this.#highestLabel);
    }
    weights.set(floats(), row);
  }
}

/**
 * Bytes of a window and of what its filling takes: with C rows, F features, R table rows, S places in sequences, and
 * a largest shard of D bytes, 4 (C F + 1) + 4 R + 4 C S + 8 C for the window, 4 C for the order of its rows, and D.
 */
export function windowBytes(file: EncodedFile, shards: number): number {
  const { shardRows, rowsByFeature, sequences } = file;
  const count = Math.min(shards * shardRows, file.count);
  const reads = shards * mostReadsOfShards(file);
  const places = sequences.reduce((sum, { spec }) => sum + spec.length, 0);
  return 4 * (count * (rowsByFeature.length + places + 3) + 1 + reads) + largestShard(file);
}

function mostReadsOfShards({ shards }: EncodedFile): number {
  return shards.reduce((most, { reads }) => Math.max(most, reads), 0);
}

function largestShard(file: EncodedFile): number {
  return file.shards.reduce((most, shard) => Math.max(most, shardBytes(file, shard)), 0);
}

function shardBytes({ rowsByFeature, sequences }: EncodedFile, { count, reads }: Shard): number {
  const places = sequences.reduce((sum, { spec }) => sum + spec.length, 0);
  return 4 * (count * (rowsByFeature.length + places + 2) + 1 + reads);
}

function sharedIntegers(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(4 * length));
}
