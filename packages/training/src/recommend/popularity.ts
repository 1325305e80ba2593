import { z } from 'zod';
import type { Interactions } from './interactions.ts';
import { recommenderMethod } from './recommender-method.ts';

/** score(i) = the sum of i's values: alike for everybody, and all there is for a viewer without history. */
export const popularity = recommenderMethod({
  title: 'Popularity',
  paper: 'a baseline: Cremonesi, Koren and Turrin, RecSys 2010',
  usesChance: false,
  settings: z.strictObject({}),
  fit(interactions) {
    const scores = itemPopularity(interactions);
    const none = new Float32Array(interactions.itemCount);
    return {
      score: () => scores.slice(),
      online: { kind: 'neighbours', row: () => none, recencyDecay: 1 },
    };
  },
});

/** [itemCount]: the sum of each item's values. */
export function itemPopularity({ items, values, itemCount }: Interactions): Float32Array {
  const sums = new Float32Array(itemCount);
  for (let e = 0; e < items.length; e++) sums[items[e]!]! += values[e]!;
  return sums;
}
