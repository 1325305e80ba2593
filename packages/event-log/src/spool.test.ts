import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSpool, type Spool } from './spool.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'spool test '));
});
afterEach(() => rm(dir, { recursive: true }));

const onlyFile = async () => path.join(dir, (await readdir(dir))[0] ?? 'none');
async function replay(spool: Spool): Promise<string[]> {
  const all: string[] = [];
  for (const segment of await spool.seal()) all.push(...(await spool.read(segment)).entries);
  return all;
}

test('entries come back in order, over several segments', async () => {
  const spool = await openSpool(dir);
  await Promise.all(['a', 'b', 'ç "x"\\n'].map((entry) => spool.append(entry)));
  await spool.seal();
  await spool.append('d');
  expect(await replay(spool)).toEqual(['a', 'b', 'ç "x"\\n', 'd']);
  await spool.close();
});

test('a torn last line is no entry, a damaged line is counted and the rest survives', async () => {
  const spool = await openSpool(dir);
  for (const entry of ['one', 'two', 'three']) await spool.append(entry);
  const [segment = ''] = await spool.seal();
  const text = await readFile(segment, 'utf8');
  await writeFile(segment, text.replace('two', 'tvo'));
  await appendFile(segment, '12345678 torn');
  expect(await spool.read(segment)).toEqual({ entries: ['one', 'three'], damaged: 1 });
});

test('a new process takes over segments of an ended one, and leaves those of a running one', async () => {
  const ended = await openSpool(dir);
  await ended.append('left behind');
  await ended.close();
  const file = await onlyFile();
  const runningPid = String(process.ppid);
  await rename(file, file.replace(`-${process.pid}-`, `-${runningPid}-`));
  expect(await replay(await openSpool(dir))).toEqual([]);
  await rename(file.replace(`-${process.pid}-`, `-${runningPid}-`), file);
  expect(await replay(await openSpool(dir))).toEqual(['left behind']);
});

test('a segment taken away under its owner is written again: no entry is lost', async () => {
  const owner = await openSpool(dir);
  await owner.append('first');
  const thief = await openSpool(dir);
  await owner.append('second');
  const both = [...(await replay(thief)), ...(await replay(owner))];
  expect(new Set(both)).toEqual(new Set(['first', 'second']));
});
