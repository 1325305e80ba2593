export interface LearningPoint {
  readonly trainRows: number;
  /** One for each repetition at this size. */
  readonly values: readonly number[];
}

/**
 * How a metric on the same held-out rows grows with the rows learnt from (Cortes et al., NIPS 1993): for each share,
 * the latest rows are kept, as a shorter history would. `measure` trains and judges.
 * @throws RangeError for a share outside (0, 1].
 */
export async function learningCurve<Row extends { readonly atMs: number }>(
  rows: readonly Row[],
  shares: readonly number[],
  repetitions: number,
  measure: (train: readonly Row[], repetition: number) => number | Promise<number>,
): Promise<LearningPoint[]> {
  const ordered = rows.toSorted((a, b) => a.atMs - b.atMs);
  const points: LearningPoint[] = [];
  for (const share of shares) {
    if (!(share > 0 && share <= 1)) throw new RangeError(`a share of ${share} is none`);
    const train = ordered.slice(ordered.length - Math.ceil(share * ordered.length));
    const values: number[] = [];
    for (let i = 0; i < repetitions; i++) values.push(await measure(train, i));
    points.push({ trainRows: train.length, values });
  }
  return points;
}
