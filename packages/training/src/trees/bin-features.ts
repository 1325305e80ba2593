/** Columns cut into bins: what a histogram counts. */
export interface BinnedFeatures {
  readonly count: number;
  /** Bin of each row, a column per feature; bin 0 holds missing values (NaN). */
  readonly columns: readonly Uint8Array[];
  /** Upper bounds of bins 1, 2, ... of each feature; the last bin has none. */
  readonly bounds: readonly Float32Array[];
}

/**
 * Cuts each column of `values` [count, featureCount] at quantiles of its distinct values, each cut midway
 * between two neighbours, so that a threshold never falls on a value.
 */
export function binFeatures(
  values: Float32Array,
  featureCount: number,
  bins: number,
): BinnedFeatures {
  const count = values.length / featureCount;
  const bounds = Array.from({ length: featureCount }, (_, feature) =>
    boundsOf(
      Float32Array.from({ length: count }, (_, row) => values[row * featureCount + feature]!),
      bins,
    ),
  );
  return { count, columns: applyBounds(values, bounds), bounds };
}

/** Bins further rows as the first ones were. */
export function applyBounds(values: Float32Array, bounds: readonly Float32Array[]): Uint8Array[] {
  const count = values.length / bounds.length;
  return bounds.map((cuts, feature) => {
    const column = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
      column[row] = binOf(cuts, values[row * bounds.length + feature]!);
    }
    return column;
  });
}

function boundsOf(column: Float32Array, bins: number): Float32Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const cuts: number[] = [];
  let next = sorted.length / bins;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    if (i + 0.5 < next && distinctExceeds(sorted, bins)) continue;
    const cut = Math.fround((sorted[i - 1]! + sorted[i]!) / 2);
    // Between neighbouring floats there is no middle: the lower one still separates them by "<=".
    cuts.push(cut < sorted[i]! ? cut : sorted[i - 1]!);
    next = i + (sorted.length - i) / Math.max(1, bins - cuts.length);
    if (cuts.length === bins - 1) break;
  }
  return Float32Array.from(cuts);
}

function distinctExceeds(sorted: Float32Array, limit: number): boolean {
  let distinct = 1;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] !== sorted[i - 1] && ++distinct > limit) return true;
  }
  return false;
}

/** 0 for NaN, else 1 + how many bounds are < value. */
function binOf(bounds: Float32Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bounds[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
