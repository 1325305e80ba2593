export { SEQUENCE_ENCODERS, type SequenceEncoderName } from './encoders/catalogue.ts';
export {
  evaluateNextItem,
  type NextItemQuality,
  qualityOfRanks,
  rankAmongNew,
} from './evaluate-next-item.ts';
export { type FittedSequenceModel, fitSequenceModel } from './fit-sequence-model.ts';
export { type HeldOutLast, holdOutLast, type NextItemCase } from './hold-out-last.ts';
export { type MixtureMember, mixture } from './mixture.ts';
export type { NextItemModel, ViewerHistory } from './next-item-model.ts';
export type { RunProgress } from './run-checkpoint.ts';
export type { SequenceModel } from './sequence-model.ts';
export { type SequenceSettings, sequenceSettingsSchema } from './settings.ts';
