import type { SearchTrial } from '@placard/contracts';

/**
 * The trial with the least loss of those that climbed highest: losses of shorter trainings cannot be told against
 * those of longer ones. Undefined before the first loss.
 */
export function bestTrial(trials: readonly SearchTrial[]): SearchTrial | undefined {
  const known = trials.filter(({ losses }) => typeof losses.at(-1) === 'number');
  const [best] = known.toSorted(
    (a, b) =>
      b.losses.length - a.losses.length ||
      Number(a.losses.at(-1)) - Number(b.losses.at(-1)) ||
      a.number - b.number,
  );
  return best;
}
