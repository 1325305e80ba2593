/** What an empty bin counts as: the index would be infinite otherwise. */
const LEAST_SHARE = 1e-4;

/**
 * Population stability index between two distributions over the same bins: sum of (b - a) ln(b / a), the
 * symmetrised Kullback-Leibler divergence (Jeffreys, 1946). By custom below .1 is stable and above .2 has
 * shifted. Chance alone gives about (bins - 1)(1/n + 1/m). @throws RangeError when the bins differ.
 */
export function populationStability(before: readonly number[], after: readonly number[]): number {
  if (before.length !== after.length) {
    throw new RangeError(`${before.length} bins against ${after.length}`);
  }
  return before.reduce((sum, share, i) => {
    const a = Math.max(LEAST_SHARE, share);
    const b = Math.max(LEAST_SHARE, after[i]!);
    return sum + (b - a) * Math.log(b / a);
  }, 0);
}
