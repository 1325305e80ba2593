import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interactions } from '@placard/training';
import { z } from 'zod';

export interface ItemLists {
  readonly train: Interactions;
  /** null where the folder has none. */
  readonly validation: Interactions | null;
  readonly test: Interactions;
  /** SHA-256 of what was read. */
  readonly digest: string;
}

const listsSchema = z.array(z.array(z.int().nonnegative()));

/** Names of each part in RecZoo's data sets and in the converted copies that its papers' code trains on. */
const NAMES = {
  train: ['train_data.json', 'train.json', 'train.txt'],
  validation: [
    'validation_data.json',
    'validation.json',
    'valid.json',
    'validation.txt',
    'valid.txt',
  ],
  test: ['test_data.json', 'test.json', 'test.txt'],
} as const;

/** Whether the folder has item lists of viewers, cut into train and test. */
export async function hasItemLists(folder: string): Promise<boolean> {
  const files = await readdir(folder);
  return [NAMES.train, NAMES.test].every((names) => names.some((name) => files.includes(name)));
}

/**
 * A cut as RecZoo publishes it (Movielens1M_m1 and others): `.json`, an array with each viewer's items, the viewer
 * being the place in the array; or `.txt`, one viewer a line, then items. Ids count from 0. Throws on anything else.
 */
export async function readItemLists(folder: string): Promise<ItemLists> {
  const files = await readdir(folder);
  const hash = createHash('sha256');
  const read = async (names: readonly string[]) => {
    const name = names.find((one) => files.includes(one));
    if (!name) return null;
    const text = await readFile(join(folder, name), 'utf8');
    hash.update(`${name}\n`).update(text);
    return name.endsWith('.json') ? fromJson(name, text) : fromLines(name, text);
  };
  const train = await read(NAMES.train);
  const validation = await read(NAMES.validation);
  const test = await read(NAMES.test);
  if (!train || !test) {
    throw new Error(`${folder} has no ${NAMES.train.join(' or ')}, or no such test file`);
  }
  const parts = [train, validation ?? [], test];
  const viewerCount = Math.max(...parts.map((lists) => lists.length));
  const itemCount = 1 + parts.flat(2).reduce((most, item) => Math.max(most, item), -1);
  const columns = (lists: readonly (readonly number[])[]): Interactions => {
    const entries = lists.flatMap((items, viewer) =>
      [...new Set(items)].map((item) => [viewer, item] as const),
    );
    return {
      viewerCount,
      itemCount,
      viewers: Int32Array.from(entries, ([viewer]) => viewer),
      items: Int32Array.from(entries, ([, item]) => item),
      values: new Float32Array(entries.length).fill(1),
      atMs: null,
    };
  };
  return {
    train: columns(train),
    validation: validation && columns(validation),
    test: columns(test),
    digest: hash.digest('hex'),
  };
}

function fromJson(name: string, text: string): number[][] {
  const lists = listsSchema.safeParse(JSON.parse(text));
  if (lists.success) return lists.data;
  throw new Error(`${name} is no array of item lists: ${z.prettifyError(lists.error)}`);
}

function fromLines(name: string, text: string): number[][] {
  const lists: number[][] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const [viewer, ...items] = line.trim().split(/\s+/).map(Number);
    if (![viewer!, ...items].every((id) => Number.isInteger(id) && id >= 0)) {
      throw new Error(`${name} line ${index + 1} is no viewer with items: ${line}`);
    }
    lists[viewer!] = items;
  });
  return Array.from(lists, (items) => items ?? []);
}
