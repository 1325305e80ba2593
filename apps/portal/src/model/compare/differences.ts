import type { EvaluationMetrics, ModelCard } from '@placard/contracts';

import { featureName } from '../names/feature-names.ts';
import { kindName } from '../names/kind-names.ts';

export type Compared = { readonly id: string; readonly name: string; readonly card: ModelCard };

/** A figure of each model, in the order of the models, and how far each is from the first; null where undefined. */
export type FigureRow = {
  readonly label: string;
  readonly digits: number;
  readonly values: readonly (number | null)[];
  readonly differences: readonly (number | null)[];
};

const FIGURES: readonly {
  label: string;
  digits: number;
  of: (metrics: EvaluationMetrics) => number | null;
}[] = [
  { label: 'Log loss', digits: 5, of: (m) => m.logLoss },
  { label: 'NE', digits: 4, of: (m) => m.normalisedEntropy },
  { label: 'AUC', digits: 4, of: (m) => m.auc },
  { label: 'GAUC', digits: 4, of: (m) => m.gauc },
  { label: 'ECE', digits: 4, of: (m) => m.ece },
  { label: 'Calibration', digits: 3, of: (m) => m.calibrationRatio },
];

/** Headline metrics side by side. */
export function metricRows(models: readonly Compared[]): FigureRow[] {
  return FIGURES.map(({ label, digits, of }) =>
    rowOf(
      label,
      digits,
      models.map(({ card }) => of(card.metrics)),
    ),
  );
}

/** Log loss of every slice that at least one of them was cut by, the largest slice first. */
export function sliceRows(
  models: readonly Compared[],
  nameOf: (value: string) => string = (value) => value,
): FigureRow[] {
  const slices = new Map<string, number>();
  const lossOf = models.map(({ card }) => {
    const losses = new Map<string, number>();
    for (const { slice, value, metrics } of card.slices) {
      const key = `${featureName(slice)}: ${nameOf(value)}`;
      losses.set(key, metrics.logLoss);
      slices.set(key, Math.max(slices.get(key) ?? 0, metrics.rows));
    }
    return losses;
  });
  return [...slices]
    .sort((a, b) => b[1] - a[1])
    .map(([key]) =>
      rowOf(
        key,
        5,
        lossOf.map((losses) => losses.get(key) ?? null),
      ),
    );
}

function rowOf(label: string, digits: number, values: readonly (number | null)[]): FigureRow {
  const [first] = values;
  return {
    ...{ label, digits, values },
    differences: values.map((value) =>
      value === null || first === null || first === undefined ? null : value - first,
    ),
  };
}

/** What was set differently: kind, engine, seed, data and hyperparameters that are not all the same. */
export function settingRows(models: readonly Compared[]): { label: string; values: string[] }[] {
  const settings = models.map(({ card }) => ({
    kind: kindName(card.kind),
    engine: card.engine,
    seed: card.seed,
    'training rows': card.rows.train,
    'data until': new Date(card.dataWindow.toMs).toISOString().slice(0, 16).replace('T', ' '),
    features: card.features.length,
    ...card.hyperparameters,
  }));
  const labels = [...new Set(settings.flatMap((each) => Object.keys(each)))];
  return labels
    .map((label) => ({
      label,
      values: settings.map((each) => text((each as Record<string, unknown>)[label])),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return Array.isArray(value) ? value.join(' × ') : String(value);
}
