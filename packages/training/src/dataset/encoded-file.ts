import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FeatureSide } from '@placard/contracts';
import { mostReadsOf, type SequenceShape, type TrainingData } from './training-data.ts';

/** Where a shard lies, and how much it holds. */
export interface Shard {
  readonly byteOffset: number;
  readonly count: number;
  /** Table rows that its cells read. */
  readonly reads: number;
}

/**
 * Encoded rows on the disk, in shards of `shardRows` (the last has what is left). A shard is one run of 4-byte
 * numbers: offsets [count * features + 1], table rows, the rows of each sequence, labels, weights.
 */
export interface EncodedFile {
  readonly path: string;
  readonly shardRows: number;
  readonly shards: readonly Shard[];
  readonly count: number;
  /** The most table rows that one row reads. */
  readonly mostReads: number;
  readonly rowsByFeature: readonly number[];
  readonly sides: readonly FeatureSide[] | undefined;
  readonly sequences: readonly SequenceShape[];
  /** sha256 of the shards. */
  readonly digest: string;
}

/** Writes shards one after another; of one shard at a time in memory. All but the last have `shardRows` rows. */
export function writeEncodedFile(
  path: string,
  shardRows: number,
  chunks: Iterable<TrainingData>,
): EncodedFile {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  const hash = createHash('sha256');
  const shards: Shard[] = [];
  let first: TrainingData | undefined;
  let byteOffset = 0;
  let count = 0;
  let mostReads = 0;
  try {
    for (const chunk of chunks) {
      if (count !== shards.length * shardRows || chunk.count > shardRows) {
        throw new RangeError(`shard ${shards.length} does not follow shards of ${shardRows} rows`);
      }
      first ??= chunk;
      shards.push({ byteOffset, count: chunk.count, reads: chunk.encoded.rows.length });
      count += chunk.count;
      mostReads = Math.max(mostReads, mostReadsOf(chunk));
      for (const bytes of partsOf(chunk)) {
        hash.update(bytes);
        writeSync(file, bytes);
        byteOffset += bytes.length;
      }
    }
  } finally {
    closeSync(file);
  }
  if (!first) throw new RangeError('there are no rows to train on');
  return {
    path,
    shardRows,
    shards,
    count,
    mostReads,
    rowsByFeature: first.rowsByFeature,
    sides: first.sides,
    sequences: (first.sequences ?? []).map(({ spec, tableIndex }) => ({ spec, tableIndex })),
    digest: hash.digest('hex'),
  };
}

/** Node runs on little-endian machines only, which is the layout the file has. */
function partsOf({ encoded, sequences = [], labels, weights }: TrainingData): Uint8Array[] {
  const arrays = [encoded.offsets, encoded.rows, ...sequences.map(({ rows }) => rows)];
  return [...arrays, labels, weights].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}
