import { readFile, writeFile } from 'node:fs/promises';
import { encodeRetrievalModel, retrievalInputSchema } from '@placard/contracts';
import { fitRetrieval } from './retrieval/fit-retrieval.ts';

// The program that learns a retrieval model, apart because fitting blocks the event loop. Started with the paths
// of its input, of the model's bytes and of its metrics; writes neither where there is nothing to learn.

const [, , inputFile, modelFile, metricsFile] = process.argv;
if (!inputFile || !modelFile || !metricsFile) {
  throw new Error('usage: retrieval-main.ts <input.json> <model> <metrics.json>');
}
const fitted = await fitRetrieval(
  retrievalInputSchema.parse(JSON.parse(await readFile(inputFile, 'utf8'))),
);
if (fitted) {
  await writeFile(modelFile, encodeRetrievalModel(fitted.model));
  await writeFile(metricsFile, JSON.stringify(fitted.metrics));
}
