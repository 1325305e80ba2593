import type { FeatureMap, Hyperparameters } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { createFeatureEncoder, type FeatureEncoder } from '@placard/ranking';
import { encodeTrainingRows } from './encode-training-rows.ts';
import { writeEncodedFile } from './encoded-file.ts';
import { hideIdentities } from './hide-identities.ts';
import { joined, type RowList } from './row-list.ts';
import type { StreamedRows } from './streamed-rows.ts';
import { range, type TrainingData } from './training-data.ts';
import type { TrainingRow } from './training-row.ts';

/** Rows encoded for the engines. */
export interface PreparedRows {
  /** Rows in memory: all of them, or those held out. */
  readonly data: TrainingData;
  /** Positions in these, or rows on the disk; conversions are labels of their own where they are learnt. */
  readonly train: Uint32Array | StreamedRows;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

/** Asks for training rows to be encoded onto the disk. */
export interface StreamSettings {
  /** Path of the file to write. */
  readonly file: string;
  readonly bufferRows: number;
}

/** Rows of a shard where batches are no larger: a read of about a megabyte. */
const SHARD_ROWS = 4096;
/** Shards in a buffer at the least, where its size allows: an order drawn over few of them mixes little. */
const SHARDS_IN_BUFFER = 8;

/** Encodes rows with the encoder that serving uses, and makes some training rows forget who is who. */
export function prepareRows(options: {
  readonly map: FeatureMap;
  readonly train: RowList;
  readonly validation: readonly TrainingRow[];
  readonly test: readonly TrainingRow[];
  readonly hyperparameters: Pick<Hyperparameters, 'batchSize' | 'hiddenShare'>;
  readonly learnsConversions: boolean;
  readonly seed: number;
  readonly stream?: StreamSettings;
}): PreparedRows {
  const { map, train, validation, test, hyperparameters, learnsConversions, stream } = options;
  const encoder = createFeatureEncoder(map);
  const random = seededRandom(options.seed);
  const hide = (data: TrainingData, count: number) =>
    hideIdentities(data, map.features, { count, share: hyperparameters.hiddenShare, random });
  const encode = (rows: readonly TrainingRow[]) =>
    encodeTrainingRows(encoder, rows, learnsConversions);
  if (!stream) {
    const data = encode([...joined(train, validation, test)]);
    hide(data, train.length);
    return { data, ...slices(train.length, validation.length, test.length) };
  }
  const { bufferRows } = stream;
  const { batchSize } = hyperparameters;
  const shardRows = shardRowsFor(batchSize, bufferRows);
  const file = writeEncodedFile(
    stream.file,
    shardRows,
    encodedChunks(encoder, train, shardRows, learnsConversions, (data) => hide(data, data.count)),
  );
  const data = encode([...validation, ...test]);
  const { validation: toStopBy, test: toEvaluate } = slices(0, validation.length, test.length);
  const highestLabel = learnsConversions ? 2 : 1;
  return {
    data,
    train: { file, bufferRows, highestLabel },
    validation: toStopBy,
    test: toEvaluate,
  };
}

function slices(train: number, validation: number, test: number) {
  return {
    train: range(0, train),
    validation: range(train, train + validation),
    test: range(train + validation, train + validation + test),
  };
}

function shardRowsFor(batchSize: number, bufferRows: number): number {
  const wanted = Math.min(SHARD_ROWS, bufferRows / SHARDS_IN_BUFFER);
  return batchSize * Math.max(1, Math.floor(wanted / batchSize));
}

function* encodedChunks(
  encoder: FeatureEncoder,
  rows: RowList,
  shardRows: number,
  learnsConversions: boolean,
  hide: (data: TrainingData) => void,
): Generator<TrainingData, void> {
  let chunk: TrainingRow[] = [];
  const encoded = () => {
    const data = encodeTrainingRows(encoder, chunk, learnsConversions);
    chunk = [];
    hide(data);
    return data;
  };
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === shardRows) yield encoded();
  }
  if (chunk.length > 0) yield encoded();
}
