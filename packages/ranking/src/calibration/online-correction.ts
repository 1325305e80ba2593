import type { OnlineCorrection } from '@placard/contracts';
import { sigmoid } from '../online/sigmoid.ts';

/** However the outcomes look, a correction moves the odds of a click by this factor at most, either way. */
const MOST_LOG_ODDS = Math.log(4);

/** The corrected logit of a calibrated one. Strictly increasing, so that a correction never changes an order. */
export function correctedLogit({ intercept, slope }: OnlineCorrection, logit: number): number {
  const shift = intercept + (slope - 1) * logit;
  return logit + Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, shift));
}

/** A calibrated click rate as the latest outcomes correct it; as it is where nothing is known. */
export function correctedRate(correction: OnlineCorrection | undefined, rate: number): number {
  return correction ? sigmoid(correctedLogit(correction, rateLogit(rate))) : rate;
}

/** The logit of a rate, kept finite. */
export function rateLogit(rate: number): number {
  const p = Math.max(1e-12, Math.min(1 - 1e-12, rate));
  return Math.log(p / (1 - p));
}
