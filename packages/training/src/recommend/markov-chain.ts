import { z } from 'zod';
import { rowsByViewer, type SparseRows } from './interactions.ts';
import { recommenderMethod } from './recommender-method.ts';

/**
 * Item-to-item transitions: P(j | i) = (n(i,j) + backOff x pop(j)) / (n(i) + backOff), where n(i,j) adds up, over
 * viewers, the steps from i to one of the `reach` items that came next, 1 / distance each, and pop is j's share
 * of all interactions. score(v,j) = sum over v's items, newest first, of decay^age x P(j | i) (Shani,
 * Heckerman and Brafman, JMLR 2005). Needs times. Memory: 4 bytes a pair of items.
 */
export const markovChain = recommenderMethod({
  title: 'Markov chain',
  paper: 'Shani, Heckerman and Brafman, JMLR 2005',
  usesChance: false,
  settings: z.strictObject({
    reach: z.int().positive().default(3),
    backOff: z.number().positive().default(10),
    decay: z.number().gt(0).max(1).default(0.9),
  }),
  fit(interactions, { reach, backOff, decay }) {
    const { atMs } = interactions;
    if (!atMs) throw new RangeError('a Markov chain needs the times of interactions');
    const n = interactions.itemCount;
    const histories = newestFirst(rowsByViewer(interactions), atMs);
    const table = new Float32Array(n * n);
    const left = new Float64Array(n);
    for (const items of histories) {
      for (let to = 0; to < items.length; to++) {
        for (let back = 1; back <= reach && to + back < items.length; back++) {
          const from = items[to + back]!;
          table[from * n + items[to]!]! += 1 / back;
          left[from]! += 1 / back;
        }
      }
    }
    const share = new Float64Array(n);
    for (const item of interactions.items) share[item]! += 1 / interactions.items.length;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        table[i * n + j] = (table[i * n + j]! + backOff * share[j]!) / (left[i]! + backOff);
      }
    }
    return {
      score(viewer) {
        const scores = new Float32Array(n);
        histories[viewer]!.forEach((item, age) => {
          const weight = decay ** age;
          for (let j = 0; j < n; j++) scores[j]! += weight * table[item * n + j]!;
        });
        return scores;
      },
      online: {
        kind: 'neighbours',
        row: (item) => table.subarray(item * n, (item + 1) * n),
        recencyDecay: decay,
      },
    };
  },
});

/** Each viewer's items, newest first; of one instant, the later entry counts as newer. */
function newestFirst(histories: SparseRows, atMs: Float64Array): Int32Array[] {
  return Array.from({ length: histories.rowCount }, (_, viewer) => {
    const [from, to] = [histories.offsets[viewer]!, histories.offsets[viewer + 1]!];
    const entries = Array.from({ length: to - from }, (_, e) => from + e);
    const time = (e: number) => atMs[histories.entries[e]!]!;
    entries.sort((a, b) => time(b) - time(a) || b - a);
    return Int32Array.from(entries, (e) => histories.columns[e]!);
  });
}
