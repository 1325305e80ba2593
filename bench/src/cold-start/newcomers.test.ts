import { expect, test } from 'vitest';
import type { Dataset } from '../replay/import/dataset.ts';
import { MOST_EVENTS, newcomers } from './newcomers.ts';

const film = (i: number) => ({
  itemId: `film-${i}`,
  title: `Film ${i}`,
  description: '',
  categories: ['drama'],
  attributes: {},
});
/** Ten viewers, one after another, rate ten films each: the last two are new after four fifths. */
const dataset: Dataset = {
  name: 'ten by ten',
  items: Array.from({ length: 10 }, (_, i) => film(i)),
  viewers: Array.from({ length: 10 }, (_, i) => ({ viewerId: `viewer-${i}`, attributes: {} })),
  interactions: Array.from({ length: 100 }, (_, i) => ({
    viewerId: `viewer-${Math.floor(i / 10)}`,
    itemId: `film-${i % 10}`,
    clicked: i % 3 === 0,
    atMs: i,
  })),
};
const key = ({ viewerKey, adId }: { viewerKey: string | null; adId: string }) =>
  `${viewerKey} ${adId}`;

test('a new viewer is known by as many events as are told, and judged on the same rows', () => {
  const runs = [0, 1, MOST_EVENTS].map((events) => newcomers(dataset, 'viewers', events, 1));
  const [none, one, five] = runs;
  expect(none!.judged).toHaveLength(2 * (8 - MOST_EVENTS));
  for (const run of runs) {
    expect(run.judged.map(key)).toEqual(none!.judged.map(key));
    expect(run.training).toEqual(none!.training);
  }
  const activity = (run = none) =>
    new Set(run!.judged.map(({ values }) => values['viewer-activity']));
  expect([activity(none), activity(one), activity(five)]).toEqual([
    new Set([null]),
    new Set([1]),
    new Set([MOST_EVENTS]),
  ]);
});

test('of a new item nothing is learnt before it is told', () => {
  const twelve: Dataset = {
    ...dataset,
    interactions: dataset.interactions.map((event, i) => ({
      ...event,
      viewerId: `viewer-${i % 10}`,
    })),
  };
  const late = Array.from({ length: 60 }, (_, i) => ({
    viewerId: `viewer-${i % 10}`,
    itemId: `film-${Math.floor(i / 6)}`,
    clicked: true,
    atMs: 100 + i,
  }));
  const longer = { ...twelve, interactions: [...twelve.interactions, ...late] };
  for (const events of [0, 1, MOST_EVENTS]) {
    const { training, judged } = newcomers(longer, 'items', events, 1);
    const fresh = new Set(judged.map(({ adId }) => adId));
    expect(fresh.size).toBeGreaterThan(0);
    expect(training.some(({ adId }) => fresh.has(adId))).toBe(false);
    for (const { values } of judged) expect(values['ad-impressions']).toBe(events);
  }
});
