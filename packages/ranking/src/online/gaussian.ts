import { normalSample, type Random } from '@placard/domain';
import { z } from 'zod';

/** A belief over a weight vector: covariance row-major, `dimension` x `dimension`. */
export interface Gaussian {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

export const gaussianSchema = z
  .object({ mean: z.array(z.number()).min(1), covariance: z.array(z.number()) })
  .refine(({ mean, covariance }) => covariance.length === mean.length ** 2, {
    message: 'the covariance must have a row and a column for each weight',
  });

export type GaussianState = z.infer<typeof gaussianSchema>;

/** As plain numbers, for storing; `restoreGaussian` turns it back. */
export function gaussianState({ mean, covariance }: Gaussian): GaussianState {
  return { mean: [...mean], covariance: [...covariance] };
}

/** @throws ZodError for what `gaussianState` did not write. */
export function restoreGaussian(state: GaussianState): Gaussian {
  const { mean, covariance } = gaussianSchema.parse(state);
  return { mean: Float64Array.from(mean), covariance: Float64Array.from(covariance) };
}

/** Independent weights of one variance. */
export function sphericalGaussian(mean: ArrayLike<number>, variance: number): Gaussian {
  if (!(variance > 0)) throw new RangeError(`a prior needs a positive variance, not ${variance}`);
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) covariance[i * size + i] = variance;
  return { mean: Float64Array.from(mean), covariance };
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Covariance times x. */
function covarianceTimes({ covariance }: Gaussian, x: ArrayLike<number>): Float64Array {
  const size = x.length;
  const product = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    const value = x[j] as number;
    if (value === 0) continue;
    for (let i = 0; i < size; i++) product[i]! += covariance[i * size + j]! * value;
  }
  return product;
}

/** Variance of w . x. Features are mostly zeros (indicators): only the others are visited. */
export function varianceAlong({ covariance }: Gaussian, x: ArrayLike<number>): number {
  const size = x.length;
  const touched: number[] = [];
  for (let i = 0; i < size; i++) if (x[i] !== 0) touched.push(i);
  let variance = 0;
  for (const i of touched) {
    let sum = 0;
    for (const j of touched) sum += covariance[i * size + j]! * (x[j] as number);
    variance += sum * (x[i] as number);
  }
  return variance;
}

/**
 * Adds an observation of w . x with precision `weight`, in place: S <- S - weight S x x' S / (1 + weight x' S x)
 * (Sherman and Morrison, 1950), mean <- mean + S x `error`, error in units of precision times deviation.
 */
export function observe(
  { mean, covariance }: Gaussian,
  x: ArrayLike<number>,
  weight: number,
  error: number,
): void {
  const along = covarianceTimes({ mean, covariance }, x);
  const spread = 1 + weight * dot(along, x);
  const size = mean.length;
  const share = weight / spread;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      // The product first: the matrix stays symmetric to the last bit.
      covariance[i * size + j]! -= share * (along[i]! * along[j]!);
    }
    mean[i]! += (along[i]! / spread) * error;
  }
}

/** Lower triangle L with L L' = covariance (Cholesky), row-major. @throws RangeError when it is not positive. */
export function cholesky({ mean, covariance }: Gaussian): Float64Array {
  const size = mean.length;
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > 0) lower[i * size + i] = Math.sqrt(sum);
      else throw new RangeError('the covariance is not positive definite');
    }
  }
  return lower;
}

/** A draw of the weights, given the covariance's Cholesky factor; `scale` widens the belief. */
export function drawWeights(
  { mean }: Gaussian,
  lower: Float64Array,
  scale: number,
  random: Random,
): Float64Array {
  const size = mean.length;
  const noise = Float64Array.from({ length: size }, () => normalSample(random));
  return mean.map((value, i) => {
    let sum = 0;
    for (let j = 0; j <= i; j++) sum += lower[i * size + j]! * noise[j]!;
    return value + scale * sum;
  });
}
