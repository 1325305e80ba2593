import type { Calibration } from '@placard/contracts';
import { sigmoid } from '../online/sigmoid.ts';

const MAX_STEPS = 50;

/**
 * Temperature scaling (Guo et al., ICML 2017): sigmoid(logit / T), T by Newton steps on the log loss, which is convex
 * in 1 / T. The identity when one class is absent or no positive temperature fits.
 */
export function fitTemperature(logits: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const clicks = Array.from(labels).filter((label) => label > 0.5).length;
  let slope = 1;
  if (clicks === 0 || clicks === labels.length) return { slope, intercept: 0 };
  for (let step = 0; step < MAX_STEPS; step++) {
    let gradient = 0;
    let curvature = 1e-9;
    for (let i = 0; i < labels.length; i++) {
      const x = logits[i] as number;
      const p = sigmoid(slope * x);
      gradient += (p - Number((labels[i] as number) > 0.5)) * x;
      curvature += p * (1 - p) * x * x;
    }
    // A long Newton step overshoots where the curve flattens: at most double or halve.
    const next = Math.min(Math.max(slope - gradient / curvature, slope / 2), slope * 2);
    if (Math.abs(next - slope) < 1e-10) break;
    slope = next;
  }
  return slope > 1e-3 && slope < 1e3 ? { slope, intercept: 0 } : { slope: 1, intercept: 0 };
}
