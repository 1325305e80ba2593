import type { EvaluationMetrics } from '@placard/contracts';

export type MetricColumn = {
  readonly label: string;
  readonly hint: string;
  /** Null where it is not defined, or was not measured yet when the model was trained. */
  readonly value: (metrics: EvaluationMetrics) => number | null;
  readonly better: 'less' | 'more' | 'near-one';
  readonly digits: number;
};

/** How near predicted rates are to what came. */
export const PREDICTION_COLUMNS: readonly MetricColumn[] = [
  { label: 'Log loss', hint: 'less is better', value: (m) => m.logLoss, better: 'less', digits: 5 },
  {
    label: 'NE',
    hint: 'normalised entropy, less is better',
    value: (m) => m.normalisedEntropy,
    better: 'less',
    digits: 4,
  },
  { label: 'AUC', hint: 'more is better', value: (m) => m.auc, better: 'more', digits: 4 },
  {
    label: 'GAUC',
    hint: 'AUC within viewers, more is better',
    value: (m) => m.gauc,
    better: 'more',
    digits: 4,
  },
  {
    label: 'ECE',
    hint: 'expected calibration error, less is better',
    value: (m) => m.ece,
    better: 'less',
    digits: 4,
  },
  {
    label: 'Calibration',
    hint: 'predicted over observed, 1 is honest',
    value: (m) => m.calibrationRatio,
    better: 'near-one',
    digits: 3,
  },
];

const more = { better: 'more', digits: 4 } as const;

/** Order within what a viewer was shown, and a click called from the mean prediction on. */
export const ORDER_AND_CALL_COLUMNS: readonly MetricColumn[] = [
  {
    ...more,
    label: 'nDCG@10',
    hint: 'clicks near the top of what each viewer was shown',
    value: (m) => m.shown?.ndcg ?? null,
  },
  {
    ...more,
    label: 'MRR',
    hint: 'mean reciprocal rank of the first click',
    value: (m) => m.shown?.reciprocalRank ?? null,
  },
  {
    ...more,
    label: 'MAP',
    hint: 'mean average precision of the first ten',
    value: (m) => m.shown?.averagePrecision ?? null,
  },
  {
    ...more,
    label: 'Hit rate',
    hint: 'viewers with a click among the first ten',
    value: (m) => m.shown?.hitRate ?? null,
  },
  {
    ...more,
    label: 'Accuracy',
    hint: 'share of right calls',
    value: (m) => m.called?.accuracy ?? null,
  },
  {
    ...more,
    label: 'Precision',
    hint: 'clicks among those called',
    value: (m) => m.called?.precision ?? null,
  },
  {
    ...more,
    label: 'Recall',
    hint: 'called among the clicks',
    value: (m) => m.called?.recall ?? null,
  },
  {
    ...more,
    label: 'F1',
    hint: 'harmonic mean of precision and recall',
    value: (m) => m.called?.f1 ?? null,
  },
];

/** A column's value as text; `none` where there is none. */
export function metricText(column: MetricColumn, metrics: EvaluationMetrics, none: string): string {
  return column.value(metrics)?.toFixed(column.digits) ?? none;
}
