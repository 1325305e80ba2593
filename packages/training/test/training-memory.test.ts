import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type ModelCard, modelCardSchema } from '@placard/contracts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseMessageLine } from '../src/runner/message-lines.ts';
import { SYNTHETIC_FEATURES, syntheticMarket } from './synthetic-market.ts';

const MAIN = fileURLToPath(new URL('../src/train-main.ts', import.meta.url));
const ROWS_IN_MEMORY = 2_000;
const MB = 2 ** 20;
/** What a row brings that nothing reads: a real row is as large. */
const BALLAST = 'x'.repeat(3_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-memory-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As many rows in time order, of the same viewers and ads, however many they are. */
async function writeRows(file: string, count: number): Promise<number> {
  const market = syntheticMarket(4_000, 2).map((row) => ({
    ...row,
    values: { ...row.values, ballast: BALLAST },
  }));
  function* lines() {
    for (let i = 0; i < count; i++) {
      yield `${JSON.stringify({ ...market[i % market.length], atMs: i })}\n`;
    }
  }
  await pipeline(lines, createWriteStream(file));
  return (await stat(file)).size;
}

/** Trains in a process of its own; the most memory that it ever held. */
async function train(name: string, count: number) {
  const rowsFile = join(folder, `${name}.jsonl`);
  const fileBytes = await writeRows(rowsFile, count);
  const specFile = join(folder, `${name}.json`);
  const spec = {
    rowsFile,
    rowsInMemory: ROWS_IN_MEMORY,
    featureDefinitions: SYNTHETIC_FEATURES,
    modelKind: 'deepfm',
    hyperparameters: { embeddingDim: 4, hidden: [16], batchSize: 256, epochs: 1 },
    seed: 4,
    threads: 1,
    refit: true,
    checkpointFolder: join(folder, name, 'checkpoint'),
    artefactFolder: join(folder, name, 'artefact'),
  };
  await writeFile(specFile, JSON.stringify(spec));
  // A small heap: what is garbage is collected before it counts.
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=64', '--max-semi-space-size=4', '--import', 'tsx', MAIN, specFile],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let peakBytes = 0;
  let card: ModelCard | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const message = parseMessageLine(line);
    if (message?.type === 'failed') throw new Error(message.message);
    if (message?.type === 'done') card = message.card;
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  }
  return { card: modelCardSchema.parse(card), peakBytes, fileBytes };
}

it.runIf(process.platform === 'linux')(
  'a training process holds no more of six times the rows, a file larger than its heap',
  async () => {
    const few = await train('few', 5_000);
    const many = await train('many', 30_000);
    expect(many.card.rows.train).toBeGreaterThanOrEqual(30_000 - ROWS_IN_MEMORY / 2);
    expect(many.fileBytes).toBeGreaterThan(64 * MB);
    // What the collector leaves for later varies by some 20 MB; rows held would not fit the heap at all.
    expect(many.peakBytes - few.peakBytes).toBeLessThan(0.4 * (many.fileBytes - few.fileBytes));
  },
);
