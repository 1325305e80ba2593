import type { CALIBRATION_METHODS, Calibration } from '@placard/contracts';
import {
  applyCalibration,
  fitIsotonic,
  fitPlatt,
  fitTemperature,
  rowLogLoss,
} from '@placard/ranking';

type Method = (typeof CALIBRATION_METHODS)[number];

const FOLDS = 5;
const IDENTITY: Calibration = { slope: 1, intercept: 0 };

const FITS: Readonly<Record<Method, (logits: Float64Array, labels: Float64Array) => Calibration>> =
  {
    none: () => IDENTITY,
    temperature: fitTemperature,
    platt: fitPlatt,
    isotonic: (logits, labels) => fitIsotonic(logits, labels, fitPlatt(logits, labels)),
  };

const METHODS = Object.keys(FITS) as Method[];

export interface ChosenCalibration {
  readonly calibration: Calibration;
  /** Log loss of each method on held-out blocks of the rows. */
  readonly logLosses: Readonly<Record<Method, number>>;
}

/**
 * Fits the calibration that predicts held-out blocks of the validation slice best: five blocks in time order, each
 * predicted from the other four. Isotonic, which can follow chance, must be better than the best of the others by more
 * than one standard error (Breiman et al., 1984, the one-SE rule). Too few rows to cut leave Platt.
 */
export function chooseCalibration(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
): ChosenCalibration {
  const all = { logits: Float64Array.from(logits), labels: Float64Array.from(labels) };
  const count = all.labels.length;
  const losses = Object.fromEntries(
    METHODS.map((method) => [method, new Float64Array(count)]),
  ) as Record<Method, Float64Array>;
  for (let fold = 0; fold < FOLDS; fold++) {
    const from = Math.floor((fold * count) / FOLDS);
    const to = Math.floor(((fold + 1) * count) / FOLDS);
    const outside = (values: Float64Array) =>
      Float64Array.from([...values.subarray(0, from), ...values.subarray(to)]);
    const [restLogits, restLabels] = [outside(all.logits), outside(all.labels)];
    for (const method of METHODS) {
      const calibration = restLabels.length === 0 ? IDENTITY : FITS[method](restLogits, restLabels);
      for (let i = from; i < to; i++) {
        losses[method][i] = rowLogLoss(
          applyCalibration(calibration, all.logits[i]!),
          all.labels[i]!,
        );
      }
    }
  }
  const logLosses = Object.fromEntries(
    METHODS.map((method) => [method, mean(losses[method])]),
  ) as Record<Method, number>;
  let chosen: Method = 'platt';
  if (count >= FOLDS) {
    for (const method of ['temperature', 'none'] as const) {
      if (logLosses[method] < logLosses[chosen]) chosen = method;
    }
    if (isSurelyBetter(losses.isotonic, losses[chosen])) chosen = 'isotonic';
  }
  return {
    calibration: { ...FITS[chosen](all.logits, all.labels), method: chosen },
    logLosses,
  };
}

/** Lower by more than one standard error of the paired difference. */
function isSurelyBetter(one: Float64Array, other: Float64Array): boolean {
  const gains = one.map((loss, i) => other[i]! - loss);
  const gain = mean(gains);
  const variance = mean(gains.map((each) => (each - gain) ** 2));
  return gain > Math.sqrt(variance / gains.length);
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
