import type { CurvePoint } from '@placard/contracts';
import type { LossPoint } from '@placard/ui/charts';

const MOST_POINTS = 400;

/** A training curve for the eye: thinned evenly, but every validated point stays. */
export function lossPoints(curve: readonly CurvePoint[]): LossPoint[] {
  const every = Math.max(1, Math.ceil(curve.length / MOST_POINTS));
  return curve
    .filter(
      (point, index) =>
        index % every === 0 || index === curve.length - 1 || point.validationLogLoss !== null,
    )
    .map((point) => ({
      step: point.step,
      // Trees measure none: no model's loss is zero.
      train: point.trainLogLoss > 0 ? point.trainLogLoss : null,
      validation: point.validationLogLoss,
    }));
}
