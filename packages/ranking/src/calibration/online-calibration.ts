import type { OnlineCorrection } from '@placard/contracts';
import { DAY_MS } from '@placard/domain';
import { z } from 'zod';
import {
  type Gaussian,
  gaussianSchema,
  gaussianState,
  restoreGaussian,
} from '../online/gaussian.ts';
import { learnLogistic } from '../online/logistic-posterior.ts';
import { sigmoid } from '../online/sigmoid.ts';
import { correctedLogit } from './online-correction.ts';

export const onlineCalibrationStateSchema = z.object({
  kind: z.literal('online-calibration'),
  belief: gaussianSchema,
  atMs: z.number(),
});
export type OnlineCalibrationState = z.infer<typeof onlineCalibrationStateSchema>;

/** A market's correction of its model between two trainings. */
export interface OnlineCalibration {
  /** The click rate now, from the logit that the model's own calibration gives. */
  rate(calibratedLogit: number): number;
  /** What came of an impression, when it is known: at the click, or once the window for one has passed. */
  learn(calibratedLogit: number, clicked: boolean, atMs: number): void;
  /** What serving applies. */
  correction(): OnlineCorrection;
  state(): OnlineCalibrationState;
}

/** Variance of what a new model may be wrong by: intercept, slope. */
const PRIOR = [0.1, 0.02] as const;
/** Below this a correction would make all ads alike, or turn them over. */
const LEAST_SLOPE = 0.25;
/** How much of that comes back in a day: click rates drift. */
const RETURNS_PER_DAY = 0.1;

/**
 * sigmoid(a + b logit) with a Gaussian belief over (a, b), from (0, 1) on: a Kalman filter on the log odds, whose
 * state walks at random as the market drifts (West, Harrison and Migon, 1985). Nothing to learn from widens the belief
 * up to the prior and moves nothing.
 */
export function createOnlineCalibration(
  options: { readonly atMs: number } | OnlineCalibrationState,
): OnlineCalibration {
  const belief: Gaussian =
    'belief' in options
      ? restoreGaussian(onlineCalibrationStateSchema.parse(options).belief)
      : { mean: Float64Array.of(0, 1), covariance: Float64Array.of(PRIOR[0], 0, 0, PRIOR[1]) };
  let { atMs } = options;
  const drift = (nowMs: number) => {
    const share = (RETURNS_PER_DAY * Math.max(0, nowMs - atMs)) / DAY_MS;
    PRIOR.forEach((most, i) => {
      const variance = belief.covariance[3 * i]!;
      belief.covariance[3 * i] = Math.max(variance, Math.min(most, variance + share * most));
    });
    atMs = Math.max(atMs, nowMs);
  };
  const correction = () => ({
    intercept: belief.mean[0]!,
    slope: Math.max(LEAST_SLOPE, belief.mean[1]!),
  });
  return {
    rate: (logit) => sigmoid(correctedLogit(correction(), logit)),
    correction,
    learn: (logit, clicked, nowMs) => {
      drift(nowMs);
      learnLogistic(belief, [1, logit], clicked);
    },
    state: () => ({ kind: 'online-calibration', belief: gaussianState(belief), atMs }),
  };
}
