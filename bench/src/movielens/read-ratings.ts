import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interactions } from '@placard/training';
import type { Split } from './splits.ts';

export interface MovieLens {
  readonly ratings: Interactions;
  /** By item: its genres. */
  readonly genres: readonly (readonly string[])[];
  /** The data set's own folds, of which the folder has both files: `u1.base` and `u1.test`, up to `u5`. */
  readonly folds: readonly Split[];
  /** SHA-256 of what was read: figures of other data are not taken for these. */
  readonly digest: string;
}

const FOLDS = ['u1', 'u2', 'u3', 'u4', 'u5'];

/**
 * `u.item`, `u.genre` and `u.data` of MovieLens-100K (Harper and Konstan, 2015), or where there is no `u.data` the
 * two files of a fold; ids become 0-based indices.
 */
export async function readMovieLens(folder: string): Promise<MovieLens> {
  const hash = createHash('sha256');
  const lines = async (file: string) => {
    const text = await readFile(join(folder, file), 'latin1');
    hash.update(text);
    return text.split(/\r?\n/).filter((line) => line !== '');
  };
  const names = (await lines('u.genre')).map((line) => line.split('|')[0]!.toLowerCase());
  const genres = (await lines('u.item')).map((line) => {
    const flags = line.split('|').slice(5);
    return names.filter((_, g) => flags[g] === '1');
  });
  const files = await readdir(folder);
  const ownFolds: Rating[][][] = [];
  for (const fold of FOLDS) {
    const parts = [`${fold}.base`, `${fold}.test`];
    if (!parts.every((part) => files.includes(part))) continue;
    const read: Rating[][] = [];
    for (const part of parts) read.push(ratingsOf(part, await lines(part)));
    ownFolds.push(read);
  }
  const all =
    ownFolds.length > 0 && !files.includes('u.data')
      ? ownFolds[0]!.flat()
      : ratingsOf('u.data', await lines('u.data'));
  const viewerCount = all.reduce((most, [viewer]) => Math.max(most, viewer), 0);
  const columns = (rows: readonly Rating[]) => asInteractions(rows, viewerCount, genres.length);
  return {
    genres,
    ratings: columns(all),
    folds: ownFolds.map(([base, test]) => ({ train: columns(base!), test: columns(test!) })),
    digest: hash.digest('hex'),
  };
}

type Rating = readonly [viewer: number, item: number, stars: number, seconds: number];

function ratingsOf(file: string, lines: readonly string[]): Rating[] {
  return lines.map((line, row) => {
    const [viewer, item, stars, seconds, ...more] = line.split('\t').map(Number);
    const fields = [viewer, item, stars, seconds] as Rating;
    if (more.length > 0 || !fields.every(Number.isFinite)) {
      throw new Error(`${file} line ${row + 1} is no rating: ${line}`);
    }
    return fields;
  });
}

function asInteractions(
  rows: readonly Rating[],
  viewerCount: number,
  itemCount: number,
): Interactions {
  return {
    viewerCount,
    itemCount,
    viewers: Int32Array.from(rows, ([viewer]) => viewer - 1),
    items: Int32Array.from(rows, ([, item]) => item - 1),
    values: Float32Array.from(rows, ([, , stars]) => stars),
    atMs: Float64Array.from(rows, ([, , , seconds]) => seconds * 1000),
  };
}
