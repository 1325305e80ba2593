import type { FeatureMap, FeatureValues, ModelKind } from '@placard/contracts';
import { applyCalibration } from '../calibration/apply-calibration.ts';
import type { PreRanker } from '../pre-rank/pre-ranker.ts';
import type { Batch, PairEmbedder } from './pair-embedder.ts';

export type Score = {
  /** The graph's raw output. */
  readonly logit: number;
  /** Calibrated probability of a click given an impression. */
  readonly pCtr: number;
};

/** A loaded model of one market. Stateless between calls; `dispose` frees its native memory. */
export type Scorer = {
  readonly modelVersionId: string;
  readonly modelKind: ModelKind;
  readonly map: FeatureMap;
  /** The plain path: raw values of each pair in, scores out in the same order. */
  score(pairs: readonly FeatureValues[]): Promise<readonly Score[]>;
  /** The hot path: fills batches from readings. */
  readonly embedder: PairEmbedder;
  /** Raw logits of a batch's first `count` rows. */
  logits(batch: Batch): Promise<Float32Array>;
  /** Null for a model without one: it ranks all that was retrieved. */
  readonly preRanker: PreRanker | null;
  dispose(): Promise<void>;
};

export function calibrate({ calibration }: FeatureMap, logit: number): number {
  return applyCalibration(calibration, logit);
}
