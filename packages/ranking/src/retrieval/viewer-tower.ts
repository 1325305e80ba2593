import type { FoldIn } from '@placard/contracts';
import type { KnownItem } from './known-items.ts';

/**
 * The viewer's side of a two-tower model (Yi et al., RecSys 2019) from item vectors [items, dim], newest item
 * first. Weights of interactions are not looked at. Work: 2 x width x dim multiply-adds a call.
 */
export function viewerTower(
  vectors: Float32Array,
  dim: number,
  tower: Extract<FoldIn, { kind: 'two-tower' }>,
): (history: readonly KnownItem[]) => Float64Array {
  const { importance, recency, gain, offset } = tower;
  const wide = dense(tower.wide);
  const narrow = dense(tower.narrow);
  return (history) => {
    const seen = history.slice(0, recency.length);
    const mean = new Float64Array(dim);
    const shares = softmax(seen.map(({ index }, age) => importance[index]! + recency[age]!));
    seen.forEach(({ index }, age) => {
      for (let f = 0; f < dim; f++) mean[f]! += shares[age]! * vectors[index * dim + f]!;
    });
    const out = narrow(wide(mean).map((a) => a / (1 + Math.exp(-1.702 * a))));
    for (let f = 0; f < dim; f++) out[f]! += mean[f]!;
    return normalise(out).map((x, f) => x * gain[f]! + offset[f]!);
  };
}

/** weights [out, in] and bias [out]. */
function dense({ weights, bias }: { readonly weights: number[]; readonly bias: number[] }) {
  const rows = Float64Array.from(weights);
  return (x: Float64Array): Float64Array =>
    Float64Array.from(bias, (sum, row) => {
      const from = row * x.length;
      let total = sum;
      for (let f = 0; f < x.length; f++) total += rows[from + f]! * x[f]!;
      return total;
    });
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** To zero mean and unit variance. */
function normalise(x: Float64Array): Float64Array {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const deviation = Math.sqrt(variance + 1e-5);
  return x.map((value) => (value - mean) / deviation);
}
