import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hyperparametersSchema } from '@placard/contracts';
import { createFeatureEncoder } from '@placard/ranking';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeTrainingRows } from '../src/dataset/encode-training-rows.ts';
import { buildFeatureMap } from '../src/dataset/feature-map.ts';
import { range } from '../src/dataset/training-data.ts';
import { buildEncodings } from '../src/dataset/vocabulary.ts';
import { CheckpointError } from '../src/engines/ort/checkpoint.ts';
import { type OrtTrainingOptions, trainOnOrt } from '../src/engines/ort/train.ts';
import type { TrainedModel } from '../src/engines/trained-model.ts';
import { modelDefinition } from '../src/models/catalogue.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

const rows = syntheticMarket(6_000, 5);
const hyperparameters = hyperparametersSchema.parse({
  embeddingDim: 4,
  hidden: [16, 8],
  batchSize: 256,
  epochs: 3,
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

function options(change: Partial<OrtTrainingOptions> = {}): OrtTrainingOptions {
  return {
    definition,
    hyperparameters,
    data: encodeTrainingRows(createFeatureEncoder(map), rows),
    train: range(0, 5_000),
    validation: range(5_000, 6_000),
    seed: 9,
    threads: 1,
    clock: { nowMs: () => 0 },
    reportEverySteps: 1,
    ...change,
  };
}

/** Aborts once a number of steps are done; two evaluations of the same seed stop at the same step. */
function stopAfter(steps: number, change: Partial<OrtTrainingOptions> = {}): OrtTrainingOptions {
  const controller = new AbortController();
  return options({
    ...change,
    signal: controller.signal,
    onProgress: ({ step }) => {
      if (step >= steps) controller.abort(new Error('stopped by the test'));
    },
  });
}

function bits({ parameters, embeddings }: TrainedModel): string[] {
  const arrays = [...parameters.values(), ...embeddings.flatMap(({ tables }) => tables)];
  return arrays.map((array) =>
    Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64'),
  );
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('training repeats itself', () => {
  it('the same seed gives the same bits, another seed does not', async () => {
    const [first, second, other] = [
      await trainOnOrt(options()),
      await trainOnOrt(options()),
      await trainOnOrt(options({ seed: 10 })),
    ];
    expect(bits(second)).toEqual(bits(first));
    expect(bits(other)).not.toEqual(bits(first));
  });

  it('two threads repeat themselves too', async () => {
    const [first, second] = [
      await trainOnOrt(options({ threads: 2 })),
      await trainOnOrt(options({ threads: 2 })),
    ];
    expect(bits(second)).toEqual(bits(first));
  });
});

describe('a run that was stopped goes on as if it had not been', () => {
  it.each([1, 19, 20, 33])(
    'stopped after step %i of 60: the same bits and curve',
    async (steps) => {
      const uninterrupted = await trainOnOrt(options());
      const checkpoint = { folder, everySteps: 1000 };
      await expect(trainOnOrt(stopAfter(steps, { checkpoint }))).rejects.toThrow(
        'stopped by the test',
      );
      const resumed = await trainOnOrt(options({ checkpoint }));
      expect(bits(resumed)).toEqual(bits(uninterrupted));
      expect(
        resumed.curve.map(({ step, trainLogLoss, validationLogLoss }) => [
          step,
          trainLogLoss,
          validationLogLoss,
        ]),
      ).toEqual(
        uninterrupted.curve.map(({ step, trainLogLoss, validationLogLoss }) => [
          step,
          trainLogLoss,
          validationLogLoss,
        ]),
      );
    },
  );

  it('a finished run is not trained again', async () => {
    const checkpoint = { folder, everySteps: 1000 };
    const finished = await trainOnOrt(options({ checkpoint }));
    const reports: number[] = [];
    const again = await trainOnOrt(
      options({ checkpoint, onProgress: ({ step }) => reports.push(step) }),
    );
    expect(bits(again)).toEqual(bits(finished));
    expect(reports).toEqual([]);
  });
});

describe('a checkpoint that does not fit is refused', () => {
  const checkpoint = () => ({ folder, everySteps: 1000 });

  it('of another seed', async () => {
    await expect(trainOnOrt(stopAfter(3, { checkpoint: checkpoint() }))).rejects.toThrow('stopped');
    await expect(trainOnOrt(options({ checkpoint: checkpoint(), seed: 10 }))).rejects.toThrow(
      CheckpointError,
    );
  });

  it('with a damaged file', async () => {
    await expect(trainOnOrt(stopAfter(3, { checkpoint: checkpoint() }))).rejects.toThrow('stopped');
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.bin'));
    const path = join(folder, name!);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
    await expect(trainOnOrt(options({ checkpoint: checkpoint() }))).rejects.toThrow(/damaged/);
  });
});

describe('progress', () => {
  it('every point tells a loss and a rate, validations included', async () => {
    let nowMs = 0;
    const clock = { nowMs: () => (nowMs += 10) };
    const { curve } = await trainOnOrt(options({ clock, reportEverySteps: 10 }));
    expect(curve.filter(({ validationAuc }) => validationAuc !== null)).toHaveLength(3);
    for (const { trainLogLoss, samplesPerSecond } of curve) {
      expect(trainLogLoss).toBeGreaterThan(0.1);
      expect(samplesPerSecond).toBeGreaterThan(0);
    }
  });
});

describe('early stopping', () => {
  it('ends when validation stops improving and keeps the best epoch', async () => {
    const eager = {
      ...hyperparameters,
      epochs: 40,
      learningRate: 0.02,
      embeddingLearningRate: 0.5,
    };
    const model = await trainOnOrt(options({ hyperparameters: eager }));
    const losses = model.curve.flatMap((point) => point.validationLogLoss ?? []);
    expect(losses.length).toBeLessThan(40);
    expect(losses.indexOf(Math.min(...losses)) + 1).toBe(model.bestEpoch);
    expect(losses.length - model.bestEpoch).toBe(eager.patienceEpochs);
  });
});
