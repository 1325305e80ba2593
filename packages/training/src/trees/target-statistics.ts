import type { TrainingData } from '../dataset/training-data.ts';

/** Rows at the overall rate that every value starts with. */
const PRIOR_ROWS = 20;

export interface TargetStatistics {
  /** By feature, a number for each embedding row: the smoothed click rate of the value. */
  readonly tables: readonly Float32Array[];
  /** [rows, features]: what each learning row reads, from the rows before it alone. */
  readonly ordered: Float32Array;
}

/**
 * Numbers for values, so that trees can split them: (clicks + 20 * overall rate) / (rows + 20). A learning row reads
 * the statistic as it stood before its turn, or a value met once would tell its own outcome (ordered target
 * statistics, CatBoost, arXiv:1706.09516). A cell of several values is their mean, as in the scorer.
 */
export function targetStatistics(data: TrainingData, learnFrom: Uint32Array): TargetStatistics {
  const { rowsByFeature, labels, weights } = data;
  const clicks = rowsByFeature.map((rows) => new Float64Array(rows));
  const counts = rowsByFeature.map((rows) => new Float64Array(rows));
  let [clickSum, weightSum] = [0, 0];
  for (const position of learnFrom) {
    clickSum += weights[position]! * Math.min(labels[position]!, 1);
    weightSum += weights[position]!;
  }
  const rate = clickSum / weightSum;
  const statistic = (feature: number, row: number) =>
    (clicks[feature]![row]! + PRIOR_ROWS * rate) / (counts[feature]![row]! + PRIOR_ROWS);
  const ordered = new Float32Array(learnFrom.length * rowsByFeature.length);
  for (const [i, position] of learnFrom.entries()) {
    const weight = weights[position]!;
    const clicked = weight * Math.min(labels[position]!, 1);
    for (let feature = 0; feature < rowsByFeature.length; feature++) {
      const rows = cellRows(data, position, feature);
      let sum = 0;
      for (const row of rows) sum += statistic(feature, row);
      ordered[i * rowsByFeature.length + feature] = sum / rows.length;
      for (const row of rows) {
        clicks[feature]![row] = clicks[feature]![row]! + clicked;
        counts[feature]![row] = counts[feature]![row]! + weight;
      }
    }
  }
  const tables = rowsByFeature.map((rows, feature) =>
    Float32Array.from({ length: rows }, (_, row) => statistic(feature, row)),
  );
  return { tables, ordered };
}

/** [positions, features]: what rows read from the tables. */
export function readStatistics(
  tables: readonly Float32Array[],
  data: TrainingData,
  positions: Uint32Array,
): Float32Array {
  const values = new Float32Array(positions.length * tables.length);
  for (const [i, position] of positions.entries()) {
    for (const [feature, table] of tables.entries()) {
      const rows = cellRows(data, position, feature);
      let sum = 0;
      for (const row of rows) sum += table[row]!;
      values[i * tables.length + feature] = sum / rows.length;
    }
  }
  return values;
}

function cellRows({ encoded, rowsByFeature }: TrainingData, position: number, feature: number) {
  const cell = position * rowsByFeature.length + feature;
  return encoded.rows.subarray(encoded.offsets[cell], encoded.offsets[cell + 1]);
}
