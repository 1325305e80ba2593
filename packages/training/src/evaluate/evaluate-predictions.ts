import type { EvaluationMetrics } from '@placard/contracts';
import {
  accuracy,
  auc,
  averagePrecisionAtK,
  calibrationRatio,
  confusion,
  expectedCalibrationError,
  f1,
  gauc,
  hitAtK,
  logLoss,
  ndcgAtK,
  normalisedEntropy,
  precision,
  recall,
  reciprocalRankAtK,
} from '@placard/ranking';
import type { TrainingRow } from '../dataset/training-row.ts';
import { positionsByViewer } from './positions-by-viewer.ts';

const LIST_LENGTH = 10;

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
    called: calledAtMean(predictions, labels),
    ...shownLists(predictions, rows),
  };
}

/** A threshold that needs no labels and always calls something. */
function calledAtMean(predictions: Float64Array, labels: readonly number[]) {
  const threshold = predictions.reduce((sum, rate) => sum + rate, 0) / predictions.length;
  const counts = confusion(predictions, labels, threshold);
  return {
    threshold,
    accuracy: accuracy(counts),
    precision: precision(counts),
    recall: recall(counts),
    f1: f1(counts),
  };
}

function shownLists(predictions: Float64Array, rows: readonly TrainingRow[]) {
  const sums = { viewers: 0, ndcg: 0, reciprocalRank: 0, averagePrecision: 0, hitRate: 0 };
  for (const positions of positionsByViewer(rows).values()) {
    const clicks = positions.filter((i) => rows[i]!.clicked).length;
    if (clicks === 0 || clicks === positions.length) continue;
    const list = [
      positions.map((i) => predictions[i]!),
      positions.map((i) => Number(rows[i]!.clicked)),
      LIST_LENGTH,
    ] as const;
    sums.viewers++;
    sums.ndcg += ndcgAtK(...list)!;
    sums.reciprocalRank += reciprocalRankAtK(...list)!;
    sums.averagePrecision += averagePrecisionAtK(...list)!;
    sums.hitRate += hitAtK(...list)!;
  }
  const { viewers } = sums;
  if (viewers === 0) return {};
  return {
    shown: {
      viewers,
      ndcg: sums.ndcg / viewers,
      reciprocalRank: sums.reciprocalRank / viewers,
      averagePrecision: sums.averagePrecision / viewers,
      hitRate: sums.hitRate / viewers,
    },
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
