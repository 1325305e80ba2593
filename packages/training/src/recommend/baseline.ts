import { z } from 'zod';
import { type Interactions, rowsByItem, rowsByViewer, type SparseRows } from './interactions.ts';
import { ratingMethod } from './rating-method.ts';

const settingsSchema = z.strictObject({
  itemShrinkage: z.number().nonnegative().default(10),
  viewerShrinkage: z.number().nonnegative().default(15),
  sweeps: z.int().positive().default(10),
});

export interface Baseline {
  readonly mean: number;
  /** [viewerCount], rating units. */
  readonly viewerBias: Float64Array;
  /** [itemCount], rating units. */
  readonly itemBias: Float64Array;
}

/**
 * b(v,i) = mean + b_v + b_i, by alternating least squares:
 * b_i = sum(r - mean - b_v) / (itemShrinkage + n_i), then b_v likewise (Koren, TKDD 2010, section 2.1).
 */
export const baseline = ratingMethod({
  title: 'Baseline (mean and biases)',
  paper: 'Koren, TKDD 2010',
  usesChance: false,
  settings: settingsSchema,
  fit(ratings, settings) {
    const { mean, viewerBias, itemBias } = fitBaseline(ratings, settings);
    return { predict: (viewer, item) => mean + viewerBias[viewer]! + itemBias[item]! };
  },
});

export function fitBaseline(
  ratings: Interactions,
  settings: z.output<typeof settingsSchema> = settingsSchema.parse({}),
): Baseline {
  const byViewer = rowsByViewer(ratings);
  const byItem = rowsByItem(ratings);
  let mean = 0;
  for (const value of ratings.values) mean += value / ratings.values.length;
  const viewerBias = new Float64Array(ratings.viewerCount);
  const itemBias = new Float64Array(ratings.itemCount);
  for (let sweep = 0; sweep < settings.sweeps; sweep++) {
    solveBias(byItem, mean, viewerBias, settings.itemShrinkage, itemBias);
    solveBias(byViewer, mean, itemBias, settings.viewerShrinkage, viewerBias);
  }
  return { mean, viewerBias, itemBias };
}

function solveBias(
  rows: SparseRows,
  mean: number,
  other: Float64Array,
  shrinkage: number,
  into: Float64Array,
): void {
  for (let row = 0; row < rows.rowCount; row++) {
    const [from, to] = [rows.offsets[row]!, rows.offsets[row + 1]!];
    if (from === to) continue;
    let sum = 0;
    for (let e = from; e < to; e++) sum += rows.values[e]! - mean - other[rows.columns[e]!]!;
    into[row] = sum / (shrinkage + to - from);
  }
}
