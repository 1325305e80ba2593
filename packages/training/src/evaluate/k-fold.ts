import type { Random } from '@placard/domain';

export interface Fold<Row> {
  readonly train: readonly Row[];
  readonly test: readonly Row[];
}

/**
 * k-fold cross-validation (Stone, 1974): every row is tested once, by a model that has not seen it. With `groupOf`,
 * rows of one group (a viewer) stay in one fold. @throws RangeError for fewer groups than folds.
 */
export function kFold<Row>(
  rows: readonly Row[],
  folds: number,
  random: Random,
  groupOf: (row: Row, index: number) => string | number = (_, index) => index,
): Fold<Row>[] {
  const groups = [...new Set(rows.map(groupOf))];
  if (!(Number.isInteger(folds) && folds >= 2 && groups.length >= folds)) {
    throw new RangeError(`${groups.length} groups do not make ${folds} folds`);
  }
  for (let i = groups.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [groups[i], groups[j]] = [groups[j]!, groups[i]!];
  }
  const foldOf = new Map(groups.map((group, i) => [group, i % folds]));
  const inFold = rows.map((row, i) => foldOf.get(groupOf(row, i))!);
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((_, i) => inFold[i] !== fold),
    test: rows.filter((_, i) => inFold[i] === fold),
  }));
}
