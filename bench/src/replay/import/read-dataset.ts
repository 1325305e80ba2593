import { readdir } from 'node:fs/promises';
import { type Dataset, ImportError } from './dataset.ts';
import { readMovieLens100K } from './movielens-100k.ts';
import { readNetflixPrize } from './netflix-prize.ts';
import { readPlacardFormat } from './placard-format.ts';

/** Reads a folder by what lies in it. @throws ImportError when no format fits or a row is wrong. */
export async function readDataset(folder: string): Promise<Dataset> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new ImportError(`${folder} cannot be read: ${String(error)}`);
  });
  if (names.includes('u.data')) return readMovieLens100K(folder);
  if (names.some((name) => /^interactions\.(csv|parquet)$/.test(name))) {
    return readPlacardFormat(folder);
  }
  if (names.some((name) => name === 'training_set' || /^combined_data_\d+\.txt$/.test(name))) {
    return readNetflixPrize(folder);
  }
  throw new ImportError(
    `${folder} holds no data set: u.data (MovieLens-100K), interactions.csv or .parquet, ` +
      'or combined_data_*.txt (Netflix Prize); see docs/data-format.md',
  );
}
