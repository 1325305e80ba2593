import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateNextItem, holdOutLast } from '@placard/training';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fitBaseline } from '../src/beauty/baselines.ts';
import { readSequences } from '../src/beauty/read-sequences.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'placard-beauty-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('sequences are read with items from 0, and a line that is no viewer is named', async () => {
  await writeFile(join(folder, 'Good.txt'), '1 1 2 3\n2 4 2 1 3\n');
  const { itemCount, sequences } = await readSequences(folder, 'Good');
  expect(itemCount).toBe(4);
  expect(sequences).toEqual([Int32Array.of(0, 1, 2), Int32Array.of(3, 1, 0, 2)]);
  for (const bad of ['2 4 2', '2 4 x 1', '2 4 0 1']) {
    await writeFile(join(folder, 'Bad.txt'), `1 1 2 3\n${bad}\n`);
    await expect(readSequences(folder, 'Bad')).rejects.toThrow('line 2');
  }
});

it('a Markov chain looks at what came after training, popularity does not', async () => {
  const circle = Array.from({ length: 40 }, (_, viewer) =>
    Int32Array.from({ length: 5 }, (_, i) => (viewer + i) % 10),
  );
  const { train, test } = holdOutLast(circle);
  const markov = fitBaseline('markov-chain', train, 10, 1);
  const popularity = fitBaseline('popularity', train, 10, 1);
  expect((await evaluateNextItem(markov, test)).ndcg[5]).toBe(1);
  expect((await evaluateNextItem(popularity, test)).ndcg[5]).toBeLessThan(0.9);
});
