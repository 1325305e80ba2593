import { seededRandom } from '@placard/domain';
import type { TrainingRow } from '@placard/training';
import { knownRows } from '../cold-start/known-rows.ts';
import { shuffled } from '../cold-start/shuffled.ts';
import type { Dataset } from '../replay/import/dataset.ts';

const TEST_SHARE = 0.2;
const all = { titleWords: false, teaches: () => ({ viewer: true, item: true }) };

/** Every row of a market, with what was known at its instant. */
export function rowsOf(market: Dataset): TrainingRow[] {
  return knownRows(market, all);
}

export type TargetRows = {
  readonly known: readonly TrainingRow[];
  readonly test: readonly TrainingRow[];
};

/**
 * A market that has seen `count` events, drawn at random from before its last fifth, which is judged on. Histories
 * and counters know those events, and what of the last fifth has passed: no more.
 */
export function targetRows(market: Dataset, count: number, seed: number): TargetRows {
  const { interactions } = market;
  const testFrom = Math.floor(interactions.length * (1 - TEST_SHARE));
  const drawn = shuffled(interactions.slice(0, testFrom), seededRandom(seed)).slice(0, count);
  const known = drawn.toSorted((a, b) => a.atMs - b.atMs);
  const rows = rowsOf({ ...market, interactions: [...known, ...interactions.slice(testFrom)] });
  return { known: rows.slice(0, count), test: rows.slice(count) };
}

/** A fifth of the categories that both markets have, drawn by the seed. */
export function unseenCategories(source: Dataset, target: Dataset, seed: number): Set<string> {
  const of = (market: Dataset) => new Set(market.items.flatMap(({ categories }) => categories));
  const both = [...of(target)].filter((category) => of(source).has(category)).toSorted();
  const count = Math.round(of(target).size / 5);
  return new Set(shuffled(both, seededRandom(1000 + seed)).slice(0, count));
}

/** The market without the films of some categories, and without what was done with them. */
export function withoutCategories(market: Dataset, removed: ReadonlySet<string>): Dataset {
  const items = market.items.filter(
    ({ categories }) => !categories.some((category) => removed.has(category)),
  );
  const kept = new Set(items.map(({ itemId }) => itemId));
  const interactions = market.interactions.filter(({ itemId }) => kept.has(itemId));
  return { ...market, items, interactions };
}

/** Half of the viewers each: to choose how to adapt by, within one market. */
export function halves(market: Dataset): [Dataset, Dataset] {
  const order = shuffled(
    market.viewers.map(({ viewerId }) => viewerId),
    seededRandom(7),
  );
  const first = new Set(order.slice(0, order.length >> 1));
  const half = (inFirst: boolean): Dataset => ({
    ...market,
    interactions: market.interactions.filter(({ viewerId }) => first.has(viewerId) === inFirst),
  });
  return [half(true), half(false)];
}
