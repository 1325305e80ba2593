import { expect, test } from 'vitest';
import type { Dataset } from '../replay/import/dataset.ts';
import { knownRows } from './known-rows.ts';

const item = (itemId: string, categories: string[]) => ({
  itemId,
  title: 'Star Wars (1977)',
  description: '',
  categories,
  attributes: { decade: '1970s' },
});
const dataset: Dataset = {
  name: 'two films',
  items: [item('a', ['war']), item('b', ['war', 'love'])],
  viewers: [{ viewerId: 'v', attributes: { age: '18-24' } }],
  interactions: [
    { viewerId: 'v', itemId: 'a', clicked: true, atMs: 1 },
    { viewerId: 'v', itemId: 'b', clicked: false, atMs: 1 },
    { viewerId: 'v', itemId: 'a', clicked: true, atMs: 2 },
  ],
};

test('a row knows what came before its instant, and nothing of it or after it', () => {
  const rows = knownRows(dataset, {
    titleWords: true,
    teaches: () => ({ viewer: true, item: true }),
  });
  expect(rows.map(({ values }) => values['viewer-activity'])).toEqual([0, 0, 2]);
  expect(rows.map(({ values }) => values['ad-impressions'])).toEqual([0, 0, 1]);
  expect(rows[2]!.values['viewer-last-categories']).toEqual(['war']);
  expect(rows[0]!.values['ad-words']).toEqual(['1970s', 'star', 'wars']);
  // (1 + 20 x (1 + 1) / (2 + 2)) / (1 + 20)
  expect(rows[2]!.popularity).toBeCloseTo(11 / 21, 10);
});

test('what may not be known of a viewer or an item stays unknown', () => {
  const [, , last] = knownRows(dataset, {
    titleWords: false,
    teaches: (_, position) => ({ viewer: position < 1, item: false }),
  });
  expect(last!.values).toMatchObject({ 'viewer-activity': 1, 'ad-impressions': 0 });
  expect(last!.values['ad-words']).toEqual(['1970s']);
});
