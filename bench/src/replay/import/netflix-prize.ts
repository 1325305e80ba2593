import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  checkedDataset,
  type Dataset,
  type DatasetItem,
  ImportError,
  type Interaction,
} from './dataset.ts';
import { POSITIVE_RATING } from './positive-rating.ts';

/**
 * The Netflix Prize (Bennett and Lanning, 2007): `movie_titles.(txt|csv)` and ratings, either as
 * `combined_data_*.txt` or as `training_set/mv_*.txt`. Both hold a line `<film>:` followed by its
 * `<viewer>,<stars>,<YYYY-MM-DD>` lines. It knows no genres: decades stand in as categories.
 */
export async function readNetflixPrize(folder: string): Promise<Dataset> {
  const names = await readdir(folder);
  const titles = names.find((name) => /^movie_titles\.(txt|csv)$/.test(name));
  if (!titles) throw new ImportError('movie_titles.txt is missing');
  const combined = names.filter((name) => /^combined_data_\d+\.txt$/.test(name)).sort();
  const files = combined.length > 0 ? combined : await perFilmFiles(folder);

  const films = await readTitles(join(folder, titles));
  const interactions: Interaction[] = [];
  for (const file of files) await readRatings(join(folder, file), interactions);
  const rated = new Set(interactions.map((interaction) => interaction.itemId));
  const viewerIds = new Set(interactions.map((interaction) => interaction.viewerId));
  return checkedDataset({
    name: 'Netflix Prize',
    items: films.filter((item) => rated.has(item.itemId)),
    viewers: [...viewerIds].map((viewerId) => ({ viewerId, attributes: {} })),
    interactions,
  });
}

async function perFilmFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'training_set')).catch(() => []);
  const files = names.filter((name) => /^mv_\d+\.txt$/.test(name)).sort();
  if (files.length === 0) {
    throw new ImportError('neither combined_data_*.txt nor training_set/mv_*.txt is there');
  }
  return files.map((name) => join('training_set', name));
}

/** `id,year,title`; a title may hold commas and a year may be NULL. Latin-1. */
async function readTitles(path: string): Promise<DatasetItem[]> {
  const text = await readFile(path, 'latin1');
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line, i) => {
      const [, itemId, year, title] = /^(\d+),(\d{4}|NULL),(.+)$/.exec(line) ?? [];
      if (!itemId || !year || !title) throw new ImportError(`${path} line ${i + 1}: ${line}`);
      if (year === 'NULL') {
        return { itemId, title, description: '', categories: [], attributes: {} };
      }
      const decade = `${year.slice(0, 3)}0s`;
      return {
        itemId,
        title,
        description: `of ${year}`,
        categories: [decade],
        attributes: { year, decade },
      };
    });
}

async function readRatings(path: string, into: Interaction[]): Promise<void> {
  let itemId: string | undefined;
  let lineNumber = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'latin1') })) {
    lineNumber++;
    if (line === '') continue;
    const film = /^(\d+):$/.exec(line);
    if (film) {
      itemId = film[1];
      continue;
    }
    const [, viewerId, stars, day] = /^(\d+),([1-5]),(\d{4}-\d\d-\d\d)$/.exec(line) ?? [];
    if (!itemId || !viewerId || !stars || !day) {
      throw new ImportError(`${path} line ${lineNumber}: ${line}`);
    }
    into.push({
      viewerId,
      itemId,
      clicked: Number(stars) >= POSITIVE_RATING,
      atMs: Date.parse(`${day}T00:00:00Z`),
    });
  }
}
