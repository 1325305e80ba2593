import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@placard/domain';
import { openRows, readRowsFile } from './dataset/rows-file.ts';
import { writeTestPredictions } from './evaluate/test-predictions.ts';
import { type TrainingMessage, trainingSpecSchema } from './process/messages.ts';
import { trainTrial } from './search/train-trial.ts';
import { type TrainModelOptions, trainModel } from './train-model.ts';
import { readSourceModel } from './transfer/source-model.ts';

// The program of a training process. It lives apart because a training step blocks the event loop.
// Started with the path of a spec; speaks over the IPC channel where it was forked, else, as in a
// container, in JSON lines on standard output.

const forked = process.send !== undefined;
const cancelled = new AbortController();
// A parent that says stop, or that is gone: either way the checkpoint is kept for the next run.
process.on('message', () => cancelled.abort());
process.on('disconnect', () => cancelled.abort());
process.on('SIGTERM', () => cancelled.abort());
process.on('SIGINT', () => cancelled.abort());

const outcome = await run().catch((error: unknown): TrainingMessage => {
  if (cancelled.signal.aborted) return { type: 'cancelled' };
  return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
});
await send(outcome);
if (process.connected) process.disconnect();
process.exitCode = outcome.type === 'failed' ? 1 : 0;

async function run(): Promise<TrainingMessage> {
  const [, , specFile] = process.argv;
  if (!specFile) throw new Error('usage: train-main.ts <spec.json>');
  const spec = trainingSpecSchema.parse(JSON.parse(await readFile(specFile, 'utf8')));
  const { rowsFile, testRowsFile, artefactFolder, shares, transfer, isTrial, ...rest } = spec;
  const options: TrainModelOptions = {
    ...rest,
    ...(shares && { shares }),
    ...(transfer && {
      transfer: { ...transfer, model: await readSourceFolder(transfer.artefactFolder) },
    }),
    ...(testRowsFile && { testRows: await readRowsFile(testRowsFile) }),
    rows: await openRows(rowsFile, spec.rowsInMemory),
    clock: systemClock,
    signal: cancelled.signal,
    onProgress: (model, point, refit = false) =>
      void send({ type: 'progress', model, point, refit }),
  };
  if (isTrial) return { type: 'done', card: await trainTrial(options) };
  const { files, card, predictions } = await trainModel(options);
  await mkdir(artefactFolder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    await writeFile(join(artefactFolder, name), bytes);
  }
  await writeTestPredictions(artefactFolder, predictions.model);
  return { type: 'done', card };
}

async function readSourceFolder(folder: string) {
  const [model, tables, map] = await Promise.all(
    (['model.onnx', 'tables.bin', 'feature-map.json'] as const).map((file) =>
      readFile(join(folder, file)),
    ),
  );
  return readSourceModel({ 'model.onnx': model!, 'tables.bin': tables!, 'feature-map.json': map! });
}

function send(message: TrainingMessage): Promise<void> {
  return new Promise((resolve) => {
    if (!forked) process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve());
    else if (process.send && process.connected)
      process.send(message, undefined, {}, () => resolve());
    else resolve();
  });
}
