import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Interactions } from '@placard/training';

export interface MovieLens {
  readonly ratings: Interactions;
  /** By item: its genres. */
  readonly genres: readonly (readonly string[])[];
}

/** `u.data`, `u.item` and `u.genre` of MovieLens-100K (Harper and Konstan, 2015); ids become 0-based indices. */
export async function readMovieLens(folder: string): Promise<MovieLens> {
  const lines = async (file: string) =>
    (await readFile(join(folder, file), 'latin1')).split(/\r?\n/).filter((line) => line !== '');
  const names = (await lines('u.genre')).map((line) => line.split('|')[0]!.toLowerCase());
  const genres = (await lines('u.item')).map((line) => {
    const flags = line.split('|').slice(5);
    return names.filter((_, g) => flags[g] === '1');
  });
  const rows = (await lines('u.data')).map((line, row) => {
    const fields = line.split('\t').map(Number);
    if (fields.length !== 4 || !fields.every(Number.isFinite)) {
      throw new Error(`u.data line ${row + 1} is no rating: ${line}`);
    }
    return fields as [viewer: number, item: number, stars: number, seconds: number];
  });
  return {
    genres,
    ratings: {
      viewerCount: rows.reduce((most, [viewer]) => Math.max(most, viewer), 0),
      itemCount: genres.length,
      viewers: Int32Array.from(rows, ([viewer]) => viewer - 1),
      items: Int32Array.from(rows, ([, item]) => item - 1),
      values: Float32Array.from(rows, ([, , stars]) => stars),
      atMs: Float64Array.from(rows, ([, , , seconds]) => seconds * 1000),
    },
  };
}
