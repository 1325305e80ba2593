import type { EvaluationMetrics } from '@placard/contracts';
import {
  auc,
  calibrationRatio,
  expectedCalibrationError,
  gauc,
  logLoss,
  normalisedEntropy,
} from '@placard/ranking';
import type { TrainingRow } from '../dataset/training-row.ts';

/** All metrics of predicted click rates on rows. Rows without a viewer form no group in GAUC. */
export function evaluatePredictions(
  predictions: Float64Array,
  rows: readonly TrainingRow[],
): EvaluationMetrics {
  const labels = rows.map(({ clicked }) => Number(clicked));
  return {
    rows: rows.length,
    clicks: labels.reduce((sum, label) => sum + label, 0),
    logLoss: logLoss(predictions, labels),
    auc: auc(predictions, labels),
    gauc: gaucOfKnownViewers(predictions, rows),
    normalisedEntropy: normalisedEntropy(predictions, labels),
    ece: expectedCalibrationError(predictions, labels),
    calibrationRatio: calibrationRatio(predictions, labels),
  };
}

function gaucOfKnownViewers(predictions: Float64Array, rows: readonly TrainingRow[]) {
  const positions = [...rows.keys()].filter((i) => rows[i]!.viewerKey !== null);
  if (positions.length === 0) return null;
  return gauc(
    positions.map((i) => predictions[i]!),
    positions.map((i) => Number(rows[i]!.clicked)),
    positions.map((i) => rows[i]!.viewerKey!),
  );
}
