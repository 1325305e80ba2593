import { range, type TrainingData } from '../dataset/training-data.ts';

/** Rows that were shown together: rows `starts[i]` to `starts[i + 1]` are list i. */
export interface ShownLists {
  readonly data: TrainingData;
  readonly starts: Uint32Array;
}

export interface SoftmaxClickModel {
  /** By feature, the weight of each embedding row. */
  readonly weights: readonly Float64Array[];
  /** Mean loss of a list after each pass. */
  readonly losses: readonly number[];
}

export interface SoftmaxClickSettings {
  readonly passes: number;
  readonly learningRate: number;
  readonly l2: number;
}

/**
 * The softmax click model, or conditional logit (McFadden, 1974): of a shown list one row is chosen with
 * P(i) = e^{s_i} / (1 + sum_j e^{s_j}), s the sum of its features' weights and the 1 the choice of none. Unlike
 * a logistic regression of single rows it knows what a row competed with. Adagrad over lists, in their order.
 * @throws RangeError when a list has more than one click.
 */
export function fitSoftmaxClick(
  { data, starts }: ShownLists,
  { passes, learningRate, l2 }: SoftmaxClickSettings,
): SoftmaxClickModel {
  const weights = data.rowsByFeature.map((rows) => new Float64Array(rows));
  const squares = data.rowsByFeature.map((rows) => new Float64Array(rows));
  const losses: number[] = [];
  const lists = starts.length - 1;
  for (let pass = 0; pass < passes; pass++) {
    let sum = 0;
    for (let list = 0; list < lists; list++) {
      const rows = range(starts[list]!, starts[list + 1]!);
      const clicks = rows.filter((row) => data.labels[row]! > 0.5);
      if (clicks.length > 1) throw new RangeError(`list ${list} has ${clicks.length} clicks`);
      const chances = choiceChances(weights, data, rows);
      const none = 1 - chances.reduce((total, chance) => total + chance, 0);
      const [clicked] = clicks;
      sum -= Math.log(clicked === undefined ? none : chances[clicked - rows[0]!]!);
      for (const [i, row] of rows.entries()) {
        const slope = chances[i]! - (row === clicked ? 1 : 0);
        forEachCell(data, row, (feature, cell, share) => {
          const g = slope * share + l2 * weights[feature]![cell]!;
          const square = squares[feature]![cell]! + g * g;
          squares[feature]![cell] = square;
          if (square > 0) {
            weights[feature]![cell] =
              weights[feature]![cell]! - (learningRate * g) / Math.sqrt(square);
          }
        });
      }
    }
    losses.push(sum / lists);
  }
  return { weights, losses };
}

/** The chance of each row of a list to be the one that is clicked. */
export function choiceChances(
  weights: readonly Float64Array[],
  data: TrainingData,
  rows: Uint32Array,
): Float64Array {
  const scores = Float64Array.from(rows, (row) => {
    let score = 0;
    forEachCell(data, row, (feature, cell, share) => {
      score += share * weights[feature]![cell]!;
    });
    return score;
  });
  const largest = Math.max(0, ...scores);
  const total = scores.reduce((sum, s) => sum + Math.exp(s - largest), Math.exp(-largest));
  return scores.map((score) => Math.exp(score - largest) / total);
}

function forEachCell(
  { encoded, rowsByFeature }: TrainingData,
  row: number,
  visit: (feature: number, cell: number, share: number) => void,
): void {
  for (let feature = 0; feature < rowsByFeature.length; feature++) {
    const at = row * rowsByFeature.length + feature;
    const [from, to] = [encoded.offsets[at]!, encoded.offsets[at + 1]!];
    for (let i = from; i < to; i++) visit(feature, encoded.rows[i]!, 1 / (to - from));
  }
}
