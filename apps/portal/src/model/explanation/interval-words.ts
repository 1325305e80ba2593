import type { MetricInterval, MetricIntervals, ModelCard } from '@placard/contracts';

type Measure = keyof MetricIntervals;

const MEASURES: Readonly<
  Record<Measure, { label: string; digits: number; better: 'less' | 'more' | null }>
> = {
  logLoss: { label: 'Log loss', digits: 5, better: 'less' },
  auc: { label: 'AUC', digits: 4, better: 'more' },
  gauc: { label: 'GAUC', digits: 4, better: 'more' },
  calibrationRatio: { label: 'Calibration', digits: 3, better: null },
};

const ORDER = Object.keys(MEASURES) as Measure[];

/** The card's headline figures with their intervals: "0.7312 (0.7250 to 0.7371)". */
export function intervalRows(intervals: MetricIntervals): { label: string; text: string }[] {
  return ORDER.flatMap((measure) => {
    const interval = intervals[measure];
    const { label, digits } = MEASURES[measure];
    return interval ? [{ label, text: intervalText(interval, digits) }] : [];
  });
}

export function intervalText({ estimate, from, to }: MetricInterval, digits: number): string {
  return `${estimate.toFixed(digits)} (${from.toFixed(digits)} to ${to.toFixed(digits)})`;
}

/** One sentence a baseline and measure: whether the model is better than it by more than chance. */
export function differenceWords(
  differences: NonNullable<ModelCard['baselineDifferences']>,
): { baseline: string; sentences: string[] }[] {
  return Object.entries(differences).map(([baseline, intervals]) => ({
    baseline,
    sentences: ORDER.flatMap((measure) => {
      const interval = intervals[measure];
      const { label, digits, better } = MEASURES[measure];
      return interval && better ? [sentence(label, interval, digits, better)] : [];
    }),
  }));
}

function sentence(
  label: string,
  { estimate, from, to }: MetricInterval,
  digits: number,
  better: 'less' | 'more',
): string {
  const size = `${signed(estimate, digits)} (95 %: ${signed(from, digits)} to ${signed(to, digits)})`;
  if (from <= 0 && to >= 0) return `${label} ${size}: no more than chance may do.`;
  const isBetter = better === 'less' ? to < 0 : from > 0;
  return `${label} ${size}: ${isBetter ? 'better' : 'worse'}, and not by chance.`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
