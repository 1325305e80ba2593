import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hyperparametersSchema } from '@placard/contracts';
import { createFeatureEncoder } from '@placard/ranking';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeTrainingRows } from '../src/dataset/encode-training-rows.ts';
import { type EncodedFile, writeEncodedFile } from '../src/dataset/encoded-file.ts';
import { buildFeatureMap } from '../src/dataset/feature-map.ts';
import { RowWindow, windowBytes } from '../src/dataset/row-window.ts';
import { StreamError } from '../src/dataset/streamed-rows.ts';
import { range } from '../src/dataset/training-data.ts';
import { buildEncodings } from '../src/dataset/vocabulary.ts';
import { openEpochSource } from '../src/engines/epoch-source.ts';
import { type OrtTrainingOptions, trainOnOrt } from '../src/engines/ort/train.ts';
import type { TrainedModel } from '../src/engines/trained-model.ts';
import { modelDefinition } from '../src/models/catalogue.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

const TRAIN = 5_100;
const SHARD = 512;
const rows = syntheticMarket(6_000, 5);
const hyperparameters = hyperparametersSchema.parse({
  embeddingDim: 4,
  hidden: [16, 8],
  batchSize: 256,
  epochs: 2,
});
const definition = modelDefinition('deepfm');
const map = buildFeatureMap(
  buildEncodings(
    SYNTHETIC_FEATURES.map((definition) => ({ definition })),
    rows,
    2,
  ),
  definition.embeddingInputs(hyperparameters, SYNTHETIC_FEATURES.length),
);
const encoder = createFeatureEncoder(map);
const whole = encodeTrainingRows(encoder, rows);
const heldOut = encodeTrainingRows(encoder, rows.slice(TRAIN));

let folder: string;
let file: EncodedFile;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-streamed-'));
  function* chunks() {
    for (let from = 0; from < TRAIN; from += SHARD) {
      yield encodeTrainingRows(encoder, rows.slice(from, Math.min(from + SHARD, TRAIN)));
    }
  }
  file = writeEncodedFile(join(folder, 'train.rows'), SHARD, chunks());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const streamed = (bufferRows: number) => ({ file, bufferRows, highestLabel: 1 }) as const;

function options(change: Partial<OrtTrainingOptions>): OrtTrainingOptions {
  return {
    definition,
    hyperparameters,
    data: heldOut,
    train: streamed(2 * SHARD),
    validation: range(0, rows.length - TRAIN),
    seed: 9,
    threads: 1,
    clock: { nowMs: () => 0 },
    ...change,
  };
}

const inMemory = (change: Partial<OrtTrainingOptions> = {}) =>
  options({
    data: whole,
    train: range(0, TRAIN),
    validation: range(TRAIN, rows.length),
    ...change,
  });

function bits({ parameters, embeddings }: TrainedModel): string[] {
  const arrays = [...parameters.values(), ...embeddings.flatMap(({ tables }) => tables)];
  return arrays.map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  );
}

describe('rows streamed from the disk', () => {
  it.each([1, 2])(
    'through a buffer that holds them all train to the bits of rows in memory, on %i threads',
    async (threads) => {
      const settings = { ...hyperparameters, batchSize: threads * 1024 };
      const { train } = options({ train: streamed(TRAIN) });
      const large = writeEncodedFile(join(folder, 'large.rows'), 2048, [
        encodeTrainingRows(encoder, rows.slice(0, 2048)),
        encodeTrainingRows(encoder, rows.slice(2048, 4096)),
        encodeTrainingRows(encoder, rows.slice(4096, TRAIN)),
      ]);
      const common = { threads, hyperparameters: settings };
      const fromDisk = await trainOnOrt(
        options({ ...common, train: { ...train, file: large, bufferRows: 6144 } as never }),
      );
      expect(bits(fromDisk)).toEqual(bits(await trainOnOrt(inMemory(common))));
    },
  );

  it('come once an epoch each, as they were encoded, in an order of the epoch and the seed', () => {
    const orderOf = (seed: number, epoch: number) => {
      const source = openEpochSource({
        ...{ data: heldOut, train: streamed(2 * SHARD), batchSize: 256, seed },
      });
      const seen: string[] = [];
      for (let step = 0; step * 256 < TRAIN; step++) {
        const { labels, weights, encoded } = source.data;
        for (const position of source.batch(epoch, step)) {
          const cells = SYNTHETIC_FEATURES.length;
          const from = encoded.offsets[position * cells]!;
          const to = encoded.offsets[(position + 1) * cells]!;
          const read = encoded.rows.subarray(from, to);
          seen.push(JSON.stringify([labels[position], weights[position], ...read]));
        }
      }
      source.close();
      return seen;
    };
    const inOrder = Array.from({ length: TRAIN }, (_, row) => {
      const cells = SYNTHETIC_FEATURES.length;
      const { offsets } = whole.encoded;
      const read = whole.encoded.rows.subarray(offsets[row * cells], offsets[(row + 1) * cells]);
      return JSON.stringify([whole.labels[row], whole.weights[row], ...read]);
    });
    const first = orderOf(1, 0);
    expect(first.toSorted()).toEqual(inOrder.toSorted());
    expect(first).toEqual(orderOf(1, 0));
    expect(first).not.toEqual(orderOf(1, 1));
    expect(first).not.toEqual(orderOf(2, 0));
    // Two shards are in memory at a time, and not always neighbours.
    expect(first.slice(0, 2 * SHARD).toSorted()).not.toEqual(
      inOrder.slice(0, 2 * SHARD).toSorted(),
    );
  });

  it('go on after a stop in the middle of a buffer as if there had been none', async () => {
    const uninterrupted = await trainOnOrt(options({}));
    const checkpoint = { folder: join(folder, 'checkpoint'), everySteps: 1000 };
    const controller = new AbortController();
    const stopped = trainOnOrt(
      options({
        checkpoint,
        reportEverySteps: 1,
        signal: controller.signal,
        onProgress: ({ step }) => {
          if (step >= 23) controller.abort(new Error('stopped by the test'));
        },
      }),
    );
    await expect(stopped).rejects.toThrow('stopped by the test');
    expect(bits(await trainOnOrt(options({ checkpoint })))).toEqual(bits(uninterrupted));
  });

  it('take the memory that the formula says', () => {
    const before = process.memoryUsage().arrayBuffers;
    const window = new RowWindow(file, 4, 1);
    window.fill([0, 1, 2, 3]);
    const bytes = process.memoryUsage().arrayBuffers - before;
    window.close();
    const order = 4 * 4 * SHARD;
    expect(bytes + order).toBeGreaterThan(0.99 * windowBytes(file, 4));
    expect(bytes + order).toBeLessThan(1.05 * windowBytes(file, 4));
  });

  it('are refused where batches would not fit into shards', () => {
    const open = () =>
      openEpochSource({ data: heldOut, train: streamed(SHARD), batchSize: 200, seed: 1 });
    expect(open).toThrow(StreamError);
  });
});
