/**
 * From logged decisions to a model version: data sets, models as graphs, the engines that train
 * them, evaluation and artefacts. Refuses to serve, to read the database and to encode features in a
 * way of its own: that is ranking's encoder.
 */

export { type ArtefactFiles, writeArtefact } from './artefact.ts';
export { type CompressionCost, compressionCost } from './compress/compression-cost.ts';
export { denseModel } from './compress/dense-model.ts';
export { distil } from './compress/distil.ts';
export { pruneByMagnitude } from './compress/prune.ts';
export { quantiseInt8 } from './compress/quantise-int8.ts';
export * from './content/index.ts';
export { encodeTrainingRows } from './dataset/encode-training-rows.ts';
export { learnFeatureMap } from './dataset/feature-map.ts';
export { hideIdentities } from './dataset/hide-identities.ts';
export { readDefinitions } from './dataset/read-definitions.ts';
export { readRowsFile, writeRowsFile } from './dataset/rows-file.ts';
export { SplitError } from './dataset/time-split.ts';
export { range, type TrainingData } from './dataset/training-data.ts';
export {
  type FeatureDefinition,
  featureDefinitionSchema,
  type TrainingRow,
  trainingRowSchema,
} from './dataset/training-row.ts';
export { featureStability, profileData, scoreStability } from './drift/data-profile.ts';
export { CheckpointError } from './engines/ort/checkpoint.ts';
export { scoreLogits } from './engines/ort/score-logits.ts';
export { type OrtTrainingOptions, trainOnOrt } from './engines/ort/train.ts';
export { TrainingState } from './engines/ort/training-state.ts';
export { findTorchPython } from './engines/torch/python.ts';
export { runTorchJob, type TorchResult } from './engines/torch/run-job.ts';
export { type TorchJob, writeTorchJob } from './engines/torch/write-job.ts';
export type { TrainedModel } from './engines/trained-model.ts';
export { type ChosenCalibration, chooseCalibration } from './evaluate/choose-calibration.ts';
export { evaluateDifferences, evaluateIntervals } from './evaluate/evaluate-intervals.ts';
export { evaluatePredictions } from './evaluate/evaluate-predictions.ts';
export { type Fold, kFold } from './evaluate/k-fold.ts';
export { type LearningPoint, learningCurve } from './evaluate/learning-curve.ts';
export { leaveOneOut } from './evaluate/leave-one-out.ts';
export { readTestPredictions } from './evaluate/test-predictions.ts';
export { type CountedArm, earnedPromotion, evaluateCanary } from './experiment/guardrails.ts';
export { AttentionError, type AttentionReader, openAttention } from './explain/attention.ts';
export type { GateEvidence } from './gates/gate.ts';
export { runGates } from './gates/run-gates.ts';
export { modelShape } from './models/build-graph.ts';
export { modelDefinition } from './models/catalogue.ts';
export { fitPopularity } from './models/popularity.ts';
export { linearRegression, poissonRegression } from './models/quantity-regression.ts';
export {
  choiceChances,
  fitSoftmaxClick,
  type ShownLists,
  type SoftmaxClickModel,
  type SoftmaxClickSettings,
} from './models/softmax-click.ts';
export * from './next-item/index.ts';
export { directMethod } from './off-policy/direct-method.ts';
export { doublyRobust } from './off-policy/doubly-robust.ts';
export { type ImportanceWeights, importanceWeights } from './off-policy/importance-weights.ts';
export { ips } from './off-policy/ips.ts';
export type { LoggedRound, ModelledRound } from './off-policy/logged-round.ts';
export { selfNormalisedDoublyRobust } from './off-policy/self-normalised-doubly-robust.ts';
export { snips } from './off-policy/snips.ts';
export { switchDr } from './off-policy/switch-dr.ts';
export { visitDoublyRobust } from './off-policy/visit-doubly-robust.ts';
export { visitIps } from './off-policy/visit-ips.ts';
export { visitSnips } from './off-policy/visit-snips.ts';
export {
  type TrainingProgressMessage,
  type TrainingSpec,
  trainingSpecSchema,
} from './process/messages.ts';
export { runTrainingProcess, TrainingFailed } from './process/run-training-process.ts';
export * from './recommend/index.ts';
export { runRetrievalProcess } from './retrieval/run-retrieval-process.ts';
export { tieVectors } from './retrieval/tie-vectors.ts';
export {
  createTrainingRunner,
  engineOf,
  type RunnerSettings,
  runnerSettingsSchema,
} from './runner/create-runner.ts';
export type { TrainingRunner } from './runner/training-runner.ts';
export { searchSettings } from './search/search.ts';
export type { Settings, Space } from './search/space.ts';
export { fitSessionPolicy, SessionPolicyError } from './session-policy/fit-session-policy.ts';
export { runSessionPolicyProcess } from './session-policy/run-session-policy-process.ts';
export type { Visit, VisitStep } from './session-policy/visit-step.ts';
export { type TrainModelOptions, type TrainModelResult, trainModel } from './train-model.ts';
export {
  readSourceModel,
  type SourceModel,
  sourceModelOf,
  TransferError,
} from './transfer/source-model.ts';
export { type TransferSource, transferredMap, warmStart } from './transfer/warm-start.ts';
export { zeroShotModel } from './transfer/zero-shot.ts';
export { fitBoostedTrees, type TreeRows } from './trees/fit-boosted-trees.ts';
export { predictTrees } from './trees/tree.ts';
export { treeSettingsSchema } from './trees/tree-settings.ts';
