export { applyCalibration, calibratedLogit } from './apply-calibration.ts';
export { fitIsotonic } from './isotonic.ts';
export {
  createOnlineCalibration,
  type OnlineCalibration,
  type OnlineCalibrationState,
  onlineCalibrationStateSchema,
} from './online-calibration.ts';
export { correctedLogit, correctedRate, rateLogit } from './online-correction.ts';
export { fitPlatt } from './platt.ts';
export { atReferencePosition, SLOT_POSITION, withSlotPosition } from './slot-position.ts';
export { fitTemperature } from './temperature.ts';
