import type { MetricIntervals } from '@placard/contracts';
import type { Random } from '@placard/domain';
import {
  auc,
  aucStatistic,
  bootstrapIntervals,
  pairedDifference,
  ratioStatistic,
  rowLogLoss,
  type Statistic,
} from '@placard/ranking';
import type { TrainingRow } from '../dataset/training-row.ts';
import { positionsByViewer } from './positions-by-viewer.ts';

type Statistics = Record<keyof MetricIntervals, Statistic>;

/** 95 % intervals of the metrics, whole viewers drawn with replacement; a row without a viewer stands alone. */
export function evaluateIntervals(
  predictions: Float64Array,
  rows: readonly TrainingRow[],
  random: Random,
): MetricIntervals {
  return bootstrapIntervals(statistics(predictions, rows), { clusters: clusters(rows), random });
}

/** The same of one model's metrics minus another's, on the same resamples: better where zero lies outside. */
export function evaluateDifferences(
  predictions: Float64Array,
  others: Float64Array,
  rows: readonly TrainingRow[],
  random: Random,
): MetricIntervals {
  const [ours, theirs] = [statistics(predictions, rows), statistics(others, rows)];
  const differences: Statistics = {
    logLoss: pairedDifference(ours.logLoss, theirs.logLoss),
    auc: pairedDifference(ours.auc, theirs.auc),
    gauc: pairedDifference(ours.gauc, theirs.gauc),
    calibrationRatio: pairedDifference(ours.calibrationRatio, theirs.calibrationRatio),
  };
  return bootstrapIntervals(differences, { clusters: clusters(rows), random });
}

function clusters(rows: readonly TrainingRow[]): (string | number)[] {
  return rows.map(({ viewerKey }, i) => viewerKey ?? i);
}

function statistics(predictions: Float64Array, rows: readonly TrainingRow[]): Statistics {
  const labels = rows.map(({ clicked }) => Number(clicked));
  const ones = new Float64Array(rows.length).fill(1);
  const within = withinViewers(predictions, rows);
  return {
    logLoss: ratioStatistic(
      predictions.map((prediction, i) => rowLogLoss(prediction, labels[i]!)),
      ones,
    ),
    auc: aucStatistic(predictions, labels),
    gauc: ratioStatistic(within.sums, within.counts),
    calibrationRatio: ratioStatistic(predictions, labels),
  };
}

/** Viewers are drawn whole, so that GAUC is a ratio of sums: each row brings its viewer's AUC. */
function withinViewers(predictions: Float64Array, rows: readonly TrainingRow[]) {
  const sums = new Float64Array(rows.length);
  const counts = new Float64Array(rows.length);
  for (const positions of positionsByViewer(rows).values()) {
    const own = auc(
      positions.map((i) => predictions[i]!),
      positions.map((i) => Number(rows[i]!.clicked)),
    );
    if (own === null) continue;
    for (const i of positions) {
      sums[i] = own;
      counts[i] = 1;
    }
  }
  return { sums, counts };
}
