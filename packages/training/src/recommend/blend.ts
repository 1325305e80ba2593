import { ndcgAtK } from '@placard/ranking';
import { z } from 'zod';
import { shuffled } from './factors.ts';
import {
  type Interactions,
  rowsByViewer,
  type SparseRows,
  selectInteractions,
} from './interactions.ts';
import {
  type Recommender,
  type RecommenderFitOptions,
  type RecommenderMethod,
  recommenderMethod,
} from './recommender-method.ts';

export interface BlendMember {
  readonly method: RecommenderMethod;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * score(v,i) = sum of w_m x (s_m(v,i) - mean) / deviation, over v's own scores of each member. Members are
 * fitted on part of the interactions; weights come from greedy selection with repetition by nDCG on the rest
 * (Caruana et al., ICML 2004); then members are fitted anew on all.
 */
export function blend(members: readonly BlendMember[]): RecommenderMethod {
  return recommenderMethod({
    title: 'Blend',
    paper: 'Caruana et al., ICML 2004',
    usesChance: true,
    settings: z.strictObject({
      validationShare: z.number().gt(0).lt(1).default(0.2),
      rounds: z.int().positive().default(15),
      /** Length of the list that nDCG judges. */
      listLength: z.int().positive().default(10),
      /** At most so many viewers choose the weights, drawn at random. */
      validationViewers: z.int().positive().default(1000),
    }),
    fit(interactions, settings, context) {
      const order = shuffled(0, interactions.items.length, context.random);
      const held = Math.max(1, Math.round(order.length * settings.validationShare));
      const learning = selectInteractions(interactions, order.subarray(held).sort());
      const validation = selectInteractions(interactions, order.subarray(0, held));
      const weights = chooseWeights(fitAll(members, learning, context), {
        learning: rowsByViewer(learning),
        validation: rowsByViewer(validation),
        viewers: shuffled(0, interactions.viewerCount, context.random).subarray(
          0,
          settings.validationViewers,
        ),
        rounds: settings.rounds,
        listLength: settings.listLength,
      });
      const used = members.map((_, m) => m).filter((m) => weights[m]! > 0);
      const final = fitAll(
        used.map((m) => members[m]!),
        interactions,
        context,
      );
      return {
        score(viewer) {
          const sum = new Float32Array(interactions.itemCount);
          final.forEach((member, at) => {
            const scores = standardised(member.score(viewer));
            for (let i = 0; i < sum.length; i++) sum[i]! += weights[used[at]!]! * scores[i]!;
          });
          return sum;
        },
        // Each viewer's scores are scaled by themselves: no sum over a history's items.
        online: null,
      };
    },
  });
}

interface Selection {
  readonly learning: SparseRows;
  readonly validation: SparseRows;
  readonly viewers: Int32Array;
  readonly rounds: number;
  readonly listLength: number;
}

/** [members], sum 1: each round adds the member that lifts the mean nDCG most; the best round's weights stay. */
export function chooseWeights(
  fitted: readonly Recommender[],
  { learning, validation, viewers, rounds, listLength }: Selection,
): number[] {
  const judged = Array.from(viewers).filter(
    (v) => validation.offsets[v]! < validation.offsets[v + 1]!,
  );
  const scores = fitted.map((member) => judged.map((v) => standardised(member.score(v))));
  const relevance = judged.map((v) => {
    const labels = new Float32Array(validation.columnCount);
    for (const item of itemsOf(validation, v)) labels[item] = 1;
    return labels;
  });
  const sums = judged.map(() => new Float32Array(validation.columnCount));
  const quality = (member: number) => {
    let total = 0;
    judged.forEach((v, at) => {
      const trial = sums[at]!.map((sum, i) => sum + scores[member]![at]![i]!);
      for (const item of itemsOf(learning, v)) trial[item] = -Infinity;
      total += ndcgAtK(trial, relevance[at]!, listLength) ?? 0;
    });
    return total;
  };
  const counts = fitted.map(() => 0);
  let best = { quality: -1, counts: counts.slice() };
  for (let round = 0; round < rounds; round++) {
    const qualities = fitted.map((_, m) => quality(m));
    const chosen = qualities.indexOf(Math.max(...qualities));
    counts[chosen]!++;
    sums.forEach((sum, at) => {
      for (let i = 0; i < sum.length; i++) sum[i]! += scores[chosen]![at]![i]!;
    });
    if (qualities[chosen]! > best.quality) {
      best = { quality: qualities[chosen]!, counts: counts.slice() };
    }
  }
  const total = best.counts.reduce((a, b) => a + b, 0);
  return best.counts.map((count) => count / total);
}

function fitAll(
  members: readonly BlendMember[],
  interactions: Interactions,
  context: Omit<RecommenderFitOptions, 'settings'>,
): Recommender[] {
  return members.map(({ method, settings = {} }) =>
    method.fit(interactions, { settings, ...context }),
  );
}

function itemsOf(rows: SparseRows, row: number): Int32Array {
  return rows.columns.subarray(rows.offsets[row]!, rows.offsets[row + 1]!);
}

/** Mean 0, deviation 1; scores that are all alike become 0. */
function standardised(scores: Float32Array): Float32Array {
  let mean = 0;
  for (const score of scores) mean += score / scores.length;
  let variance = 0;
  for (const score of scores) variance += (score - mean) ** 2 / scores.length;
  const scale = variance > 0 ? 1 / Math.sqrt(variance) : 0;
  return scores.map((score) => (score - mean) * scale);
}
