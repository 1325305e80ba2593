import type { Calibration } from '@placard/contracts';
import { sigmoid } from '../online/sigmoid.ts';

const MAX_STEPS = 50;
const IDENTITY = { slope: 1, intercept: 0 };
/** A flatter line would round different logits to one rate. */
const LEAST_SLOPE = 1e-6;

/**
 * Platt scaling (Platt, 1999; targets and Newton steps after Lin, Lin and Weng, 2007): the slope and
 * intercept that make sigmoid(slope * logit + intercept) most likely. The identity when one class
 * is absent, or the logits tell nothing of the labels or would have to be turned over.
 */
export function fitPlatt(logits: ArrayLike<number>, labels: ArrayLike<number>): Calibration {
  const clicks = Array.from(labels).filter((label) => label > 0.5).length;
  const others = labels.length - clicks;
  if (clicks === 0 || others === 0) return IDENTITY;
  const clickTarget = (clicks + 1) / (clicks + 2);
  const otherTarget = 1 / (others + 2);
  const target = (i: number) => (labels[i]! > 0.5 ? clickTarget : otherTarget);
  const loss = (slope: number, intercept: number) => {
    let sum = 0;
    for (let i = 0; i < labels.length; i++) {
      const z = slope * logits[i]! + intercept;
      sum += Math.max(z, 0) - z * target(i) + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum;
  };
  let { slope, intercept } = IDENTITY;
  let current = loss(slope, intercept);
  for (let step = 0; step < MAX_STEPS; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    for (let i = 0; i < labels.length; i++) {
      const x = logits[i]!;
      const p = sigmoid(slope * x + intercept);
      const d = p - target(i);
      const w = p * (1 - p);
      g0 += d * x;
      g1 += d;
      h00 += w * x * x;
      h01 += w * x;
      h11 += w;
    }
    if (Math.hypot(g0, g1) < 1e-9 * labels.length) break;
    const determinant = h00 * h11 - h01 * h01;
    const slopeStep = (h11 * g0 - h01 * g1) / determinant;
    const interceptStep = (h00 * g1 - h01 * g0) / determinant;
    let size = 1;
    let next = loss(slope - slopeStep, intercept - interceptStep);
    while (next > current && size > 1e-6) {
      size /= 2;
      next = loss(slope - size * slopeStep, intercept - size * interceptStep);
    }
    if (next >= current) break;
    slope -= size * slopeStep;
    intercept -= size * interceptStep;
    current = next;
  }
  return slope >= LEAST_SLOPE ? { slope, intercept } : IDENTITY;
}
