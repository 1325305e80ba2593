import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';
import { checkedDataset, type Dataset } from '../replay/import/dataset.ts';
import { POSITIVE_RATING } from '../replay/import/positive-rating.ts';

const filmSchema = z.object({ movieId: z.string(), title: z.string(), genres: z.string() });
const ratingSchema = z.object({
  userId: z.string(),
  movieId: z.string(),
  rating: z.coerce.number(),
  timestamp: z.coerce.number(),
});

/** MovieLens latest-small: ratings of 4 and more are clicks; genres go by the names that MovieLens-100K gives them. */
export async function readLatestSmall(folder: string): Promise<Dataset> {
  const read = async <T>(file: string, schema: z.ZodType<T>): Promise<T[]> => {
    const text = await readFile(join(folder, file), 'utf8');
    const { data } = Papa.parse(text, { header: true, skipEmptyLines: true });
    return z.array(schema).parse(data);
  };
  const films = await read('movies.csv', filmSchema);
  const ratings = await read('ratings.csv', ratingSchema);
  return checkedDataset({
    name: 'MovieLens latest-small',
    items: films.map(({ movieId, title, genres }) => {
      const year = /\((\d{4})\)\s*$/.exec(title)?.[1];
      return {
        itemId: movieId,
        title: title.slice(0, 200),
        description: '',
        categories: genres.startsWith('(') ? [] : genres.split('|').map(genreOf),
        attributes: year ? { decade: `${year.slice(0, 3)}0s` } : {},
      };
    }),
    viewers: [...new Set(ratings.map(({ userId }) => userId))].map((viewerId) => ({
      viewerId,
      attributes: {},
    })),
    interactions: ratings.map(({ userId, movieId, rating, timestamp }) => ({
      viewerId: userId,
      itemId: movieId,
      clicked: rating >= POSITIVE_RATING,
      atMs: timestamp * 1000,
    })),
  });
}

function genreOf(name: string): string {
  return name === 'Children' ? "children's" : name.toLowerCase();
}
