import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARTEFACT_FILES } from '@placard/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  runTrainingProcess,
  TrainingFailed,
  type TrainingProgressMessage,
  type TrainingSpec,
  writeRowsFile,
} from '../src/index.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

let folder: string;
let spec: TrainingSpec;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-process-'));
  await writeRowsFile(join(folder, 'rows.jsonl'), syntheticMarket(5_000, 2));
  spec = {
    rowsFile: join(folder, 'rows.jsonl'),
    featureDefinitions: [...SYNTHETIC_FEATURES],
    modelKind: 'dcn-v2',
    hyperparameters: { embeddingDim: 4, hidden: [16], batchSize: 64, epochs: 4 },
    seed: 4,
    threads: 1,
    checkpointFolder: join(folder, 'checkpoint'),
    artefactFolder: join(folder, 'artefact'),
  };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a training process', () => {
  it('reports progress, writes the artefact and answers with the card', async () => {
    const progress: TrainingProgressMessage[] = [];
    const card = await runTrainingProcess({
      spec,
      onProgress: (message) => progress.push(message),
    });
    expect(card.kind).toBe('dcn-v2');
    expect(progress.map(({ model }) => model)).toContain('dcn-v2');
    expect(progress.map(({ model }) => model)).toContain('logistic-regression');
    const written = await readdir(join(folder, 'artefact'));
    expect(written).toEqual(expect.arrayContaining([...ARTEFACT_FILES]));
  });

  it('stopped and started again, leaves the bytes of an uninterrupted run', async () => {
    await runTrainingProcess({ spec });
    const whole = await readFile(join(folder, 'artefact', 'tables.bin'));
    const interrupted = {
      ...spec,
      checkpointFolder: join(folder, 'checkpoint-2'),
      artefactFolder: join(folder, 'artefact-2'),
    };
    const controller = new AbortController();
    const stopped = runTrainingProcess({
      spec: interrupted,
      onProgress: () => controller.abort(new Error('cancelled by an admin')),
      signal: controller.signal,
    });
    await expect(stopped).rejects.toThrow('cancelled by an admin');
    await runTrainingProcess({ spec: interrupted });
    expect(await readFile(join(folder, 'artefact-2', 'tables.bin'))).toEqual(whole);
  });

  it('names the malformed row', async () => {
    await writeFile(spec.rowsFile, '{"atMs":1}\n');
    const run = runTrainingProcess({ spec });
    await expect(run).rejects.toThrow(TrainingFailed);
    await expect(run).rejects.toThrow(/row 1 is malformed/);
  });
});
