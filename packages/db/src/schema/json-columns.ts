/** Shapes of JSON columns, as written by @placard/contracts' decision record (db imports domain alone). */
export type FeatureValuesColumn = Record<string, string | number | string[] | null>;
export type PredictorColumn =
  | { kind: 'model'; modelVersionId: string; modelKind: string }
  | { kind: 'posterior-mean' };
export type RunnerUp = {
  adId: string;
  pCtr: number;
  bidMicros: number;
  eCpmMicros: number;
  rankScore: number;
};
export type FunnelStage = {
  stage: string;
  kept: number;
  removed: Record<string, number>;
  sources?: Record<string, number>;
};
export type RetrievedByColumn = { sources: string[]; becauseOfItemId?: string };
export type OnlineReadingColumn = { stateVersion?: string; modelPCtr: number; policy?: string };
export type ExperimentArmColumn = { experimentId: string; arm: 'canary' | 'control' };
export type ShadowScoreColumn = {
  experimentId: string;
  modelVersionId: string;
  pCtr: number;
  servedPCtr: number;
  sameTop: boolean;
  candidates: number;
  latencyUs: number;
};
