import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { marketContentsSchema } from './content/content-input.ts';
import {
  decodeContentModel,
  encodeContentModel,
  fitContentModel,
} from './content/content-model.ts';

// The program that learns what a market's text says, apart because learning blocks the event loop. Started with the
// paths of its input and of the model to write, and of the model before it where there is one.

const [, , inputFile, modelFile, beforeFile] = process.argv;
if (!inputFile || !modelFile) {
  throw new Error('usage: content-main.ts <input.json> <model> [model before]');
}
const { contents, trainedAtMs } = z
  .object({ contents: marketContentsSchema, trainedAtMs: z.number() })
  .parse(JSON.parse(await readFile(inputFile, 'utf8')));
const before = beforeFile ? decodeContentModel(await readFile(beforeFile)) : null;
const model = fitContentModel(contents, before, trainedAtMs);
await writeFile(modelFile, encodeContentModel(model));
