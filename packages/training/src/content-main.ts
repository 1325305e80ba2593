import { readFile, writeFile } from 'node:fs/promises';
import { contentRequestSchema } from './content/content-input.ts';
import { fitContentModel } from './content/content-model.ts';
import { decodeContentModel, encodeContentModel } from './content/content-model-file.ts';

// The program that learns what a market's contents say, apart because learning and encoding block the event loop.
// Started with the paths of the request and of the model to write, and of the model before it where there is one.

const [, , requestFile, modelFile, beforeFile] = process.argv;
if (!requestFile || !modelFile) {
  throw new Error('usage: content-main.ts <request.json> <model> [model before]');
}
const request = contentRequestSchema.parse(JSON.parse(await readFile(requestFile, 'utf8')));
const before = beforeFile ? decodeContentModel(await readFile(beforeFile)) : null;
await writeFile(modelFile, encodeContentModel(await fitContentModel(request, before)));
