import type { EvaluationMetrics } from '@placard/contracts';

export const RANKINGS = [
  { id: 'newest', label: 'Newest first' },
  { id: 'log-loss', label: 'Lowest log loss first' },
  { id: 'auc', label: 'Highest AUC first' },
  { id: 'gauc', label: 'Highest GAUC first' },
  { id: 'calibration', label: 'Best calibrated first' },
] as const;
export type RankingId = (typeof RANKINGS)[number]['id'];

/** Less is better; a figure that is undefined is last. */
const BADNESS: Readonly<
  Record<Exclude<RankingId, 'newest'>, (metrics: EvaluationMetrics) => number>
> = {
  'log-loss': ({ logLoss }) => logLoss,
  auc: ({ auc }) => -(auc ?? Number.NEGATIVE_INFINITY),
  gauc: ({ gauc }) => -(gauc ?? Number.NEGATIVE_INFINITY),
  calibration: ({ calibrationRatio: ratio }) =>
    ratio !== null && ratio > 0 ? Math.abs(Math.log(ratio)) : Number.POSITIVE_INFINITY,
};

/** `models` as they come for `newest`, else the best by that figure first; equals keep their order. */
export function sortedBy<M extends { readonly metrics: EvaluationMetrics }>(
  ranking: RankingId,
  models: readonly M[],
): M[] {
  if (ranking === 'newest') return [...models];
  const badness = BADNESS[ranking];
  return models.toSorted((a, b) => {
    const [x, y] = [badness(a.metrics), badness(b.metrics)];
    return x === y ? 0 : x - y;
  });
}
