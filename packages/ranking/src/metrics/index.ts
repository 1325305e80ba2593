export { accuracy } from './accuracy.ts';
export { auc } from './auc.ts';
export { aucStatistic } from './auc-statistic.ts';
export { averagePrecisionAtK } from './average-precision.ts';
export {
  type BootstrapOptions,
  bootstrapIntervals,
  type Interval,
  type Statistic,
} from './bootstrap.ts';
export { type CalibrationBin, calibrationBins } from './calibration-bins.ts';
export { calibrationRatio } from './calibration-ratio.ts';
export { type Confusion, confusion } from './confusion.ts';
export { coverage } from './coverage.ts';
export { diversity } from './diversity.ts';
export { expectedCalibrationError } from './expected-calibration-error.ts';
export { f1 } from './f1.ts';
export { gauc } from './gauc.ts';
export { hitAtK } from './hit-rate.ts';
export { logLoss, rowLogLoss } from './log-loss.ts';
export { ndcgAtK } from './ndcg.ts';
export { normalisedEntropy } from './normalised-entropy.ts';
export { novelty } from './novelty.ts';
export { pairedDifference } from './paired-bootstrap.ts';
export { type PrPoint, prPoints } from './pr-points.ts';
export { precision } from './precision.ts';
export { precisionAtK } from './precision-at-k.ts';
export { ratioStatistic } from './ratio-statistic.ts';
export { recall } from './recall.ts';
export { recallAtK } from './recall-at-k.ts';
export { reciprocalRankAtK } from './reciprocal-rank.ts';
export { type RocPoint, rocPoints } from './roc-points.ts';
export { topK } from './top-k.ts';
