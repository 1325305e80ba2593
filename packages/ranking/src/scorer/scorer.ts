import type { FeatureMap, FeatureValues, ModelKind } from '@placard/contracts';

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
  dispose(): Promise<void>;
};
