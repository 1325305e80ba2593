import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  checkedDataset,
  type Dataset,
  type DatasetItem,
  type DatasetViewer,
  ImportError,
  type Interaction,
} from './dataset.ts';
import { POSITIVE_RATING } from './positive-rating.ts';

/**
 * MovieLens-100K as GroupLens publishes it: `u.data`, `u.item`, `u.user`, `u.genre` (Harper and Konstan, 2015).
 * Ratings of 4 and 5 are clicks; age becomes a band.
 */
export async function readMovieLens100K(folder: string): Promise<Dataset> {
  const lines = async (file: string, encoding: BufferEncoding = 'latin1') =>
    (await readFile(join(folder, file), encoding)).split(/\r?\n/).filter((line) => line !== '');
  const genres = (await lines('u.genre')).map((line) => line.split('|')[0]!.toLowerCase());
  return checkedDataset({
    name: 'MovieLens-100K',
    items: (await lines('u.item')).map((line, i) => film(line, i + 1, genres)),
    viewers: (await lines('u.user')).map(viewer),
    interactions: (await lines('u.data')).map(rating),
  });
}

function film(line: string, row: number, genres: readonly string[]): DatasetItem {
  const fields = line.split('|');
  const flags = fields.slice(5);
  if (flags.length !== genres.length) {
    throw new ImportError(`u.item line ${row}: ${flags.length} genre flags, not ${genres.length}`);
  }
  const [itemId = '', title = ''] = fields;
  const categories = genres.filter((genre, i) => flags[i] === '1' && genre !== 'unknown');
  const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
  return {
    itemId,
    title,
    description: [categories.join(', '), year && `of ${year}`].filter(Boolean).join(' '),
    categories,
    attributes: year ? { year, decade: `${year.slice(0, 3)}0s` } : {},
  };
}

function viewer(line: string, i: number): DatasetViewer {
  const [viewerId = '', age, gender = '', occupation = ''] = line.split('|');
  if (!Number.isInteger(Number(age))) throw new ImportError(`u.user line ${i + 1}: age ${age}`);
  return { viewerId, attributes: { age: ageBand(Number(age)), gender, occupation } };
}

function ageBand(age: number): string {
  const bands = [
    [18, 'under-18'],
    [25, '18-24'],
    [35, '25-34'],
    [45, '35-44'],
    [55, '45-54'],
  ] as const;
  return bands.find(([below]) => age < below)?.[1] ?? '55-plus';
}

function rating(line: string, i: number): Interaction {
  const [viewerId = '', itemId = '', stars, seconds] = line.split('\t');
  const value = Number(stars);
  if (!(value >= 1 && value <= 5)) throw new ImportError(`u.data line ${i + 1}: rating ${stars}`);
  return { viewerId, itemId, clicked: value >= POSITIVE_RATING, atMs: Number(seconds) * 1000 };
}
