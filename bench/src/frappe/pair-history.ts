import type { ClickTable } from '../click-models/encode-table.ts';

/**
 * The table with one more field: what a viewer is known to have done with an item, "clicked", "passed" or nothing
 * (empty). A training row does not count itself, so that it reads what a row to come would read.
 */
export function withPairHistory(table: ClickTable, learnFrom: number): ClickTable {
  const counts = countPairs(table, learnFrom);
  return {
    fields: [...table.fields, { name: 'pair-history', side: 'cross' }],
    rows: table.rows.map((row, i) => {
      const count = counts.get(pairOf(row)) ?? { clicked: 0, passed: 0 };
      const own = i < learnFrom ? 1 : 0;
      const clicked = count.clicked - (table.labels[i] === 1 ? own : 0);
      const passed = count.passed - (table.labels[i] === 1 ? 0 : own);
      const history = clicked === 0 && passed === 0 ? '' : clicked >= passed ? 'clicked' : 'passed';
      return [...row, history];
    }),
    labels: table.labels,
  };
}

/**
 * The baseline that learns nothing: a pair met in training is what it mostly was then, another has its item's
 * smoothed click rate. Predictions for the rows from `learnFrom` on.
 */
export function seenPairElsePopularity(table: ClickTable, learnFrom: number): Float64Array {
  const counts = countPairs(table, learnFrom);
  const popularity = itemRates(table, learnFrom);
  return Float64Array.from(table.rows.slice(learnFrom), (row) => {
    const count = counts.get(pairOf(row));
    if (!count) return popularity(row[1]!);
    return (count.clicked + 0.01) / (count.clicked + count.passed + 0.02);
  });
}

/** Which of the rows from `learnFrom` on show a viewer an item for the first time. */
export function unseenPairs(table: ClickTable, learnFrom: number): boolean[] {
  const counts = countPairs(table, learnFrom);
  return table.rows.slice(learnFrom).map((row) => !counts.has(pairOf(row)));
}

type NegativePairs = {
  readonly judged: number;
  /** Met in training, there passed as well. */
  readonly met: number;
  /** Met before among the judged, and among as many negatives of training: how they were drawn shows in it. */
  readonly repeated: number;
  readonly repeatedInTraining: number;
};

/** Of the negatives among rows `from` up to `to`, how many pairs of viewer and item come more than once. */
export function negativePairs(
  { rows, labels }: ClickTable,
  learnFrom: number,
  { from, to }: { readonly from: number; readonly to: number },
): NegativePairs {
  const pairsOf = (part: readonly (readonly string[])[], first: number) =>
    part.flatMap((row, i) => (labels[first + i] === 0 ? [pairOf(row)] : []));
  const training = pairsOf(rows.slice(0, learnFrom), 0);
  const judged = pairsOf(rows.slice(from, to), from);
  const known = new Set(training);
  const repeats = (pairs: readonly string[]) => pairs.length - new Set(pairs).size;
  return {
    judged: judged.length,
    met: judged.filter((pair) => known.has(pair)).length,
    repeated: repeats(judged),
    repeatedInTraining: repeats(training.slice(0, judged.length)),
  };
}

function pairOf(row: readonly string[]): string {
  return `${row[0]} ${row[1]}`;
}

function countPairs({ rows, labels }: ClickTable, learnFrom: number) {
  const counts = new Map<string, { clicked: number; passed: number }>();
  for (let i = 0; i < learnFrom; i++) {
    const pair = pairOf(rows[i]!);
    const count = counts.get(pair) ?? { clicked: 0, passed: 0 };
    if (labels[i] === 1) count.clicked++;
    else count.passed++;
    counts.set(pair, count);
  }
  return counts;
}

function itemRates({ rows, labels }: ClickTable, learnFrom: number): (item: string) => number {
  const PRIOR = 5;
  const counts = new Map<string, { rows: number; clicks: number }>();
  let clicks = 0;
  for (let i = 0; i < learnFrom; i++) {
    const count = counts.get(rows[i]![1]!) ?? { rows: 0, clicks: 0 };
    count.rows++;
    count.clicks += labels[i]!;
    clicks += labels[i]!;
    counts.set(rows[i]![1]!, count);
  }
  const overall = clicks / learnFrom;
  return (item) => {
    const count = counts.get(item) ?? { rows: 0, clicks: 0 };
    return (count.clicks + PRIOR * overall) / (count.rows + PRIOR);
  };
}
