/** Predictions are kept this far from 0 and 1, so that one confident mistake stays finite. */
const EPSILON = 1e-7;

/** Mean negative log likelihood, in nats, of labels in {0, 1}. Throws on an empty list. */
export function logLoss(predictions: ArrayLike<number>, labels: ArrayLike<number>): number {
  requirePairs(predictions, labels);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    sum += rowLogLoss(predictions[i] as number, labels[i] as number);
  }
  return sum / labels.length;
}

/** Negative log likelihood of one label, in nats. */
export function rowLogLoss(prediction: number, label: number): number {
  const p = Math.min(Math.max(prediction, EPSILON), 1 - EPSILON);
  return -(label > 0.5 ? Math.log(p) : Math.log1p(-p));
}

/** Throws unless there is at least one prediction and as many labels, all of them finite. */
export function requirePairs(predictions: ArrayLike<number>, labels: ArrayLike<number>): void {
  if (labels.length === 0 || predictions.length !== labels.length) {
    throw new RangeError(`${predictions.length} predictions for ${labels.length} labels`);
  }
  for (let i = 0; i < predictions.length; i++) {
    if (!Number.isFinite(predictions[i])) {
      throw new RangeError(`prediction ${i} is ${predictions[i]}`);
    }
  }
}
