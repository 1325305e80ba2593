/**
 * Magnitude pruning (Han et al., NeurIPS 2015) without retraining: of each matrix, the `share` of
 * values nearest to 0 become 0. Parameters of fewer than `minSize` values, such as biases, stay whole.
 */
export function pruneByMagnitude(
  parameters: ReadonlyMap<string, Float32Array>,
  share: number,
  minSize = 1024,
): Map<string, Float32Array> {
  if (!(share >= 0 && share < 1)) throw new RangeError(`the share ${share} is not in [0, 1)`);
  return new Map(
    [...parameters].map(([name, values]) => [
      name,
      values.length < minSize ? values : prune(values, share),
    ]),
  );
}

function prune(values: Float32Array, share: number): Float32Array {
  const order = Uint32Array.from(values, (_, i) => i).sort(
    (a, b) => Math.abs(values[a]!) - Math.abs(values[b]!) || a - b,
  );
  const pruned = values.slice();
  for (const i of order.subarray(0, Math.floor(values.length * share))) pruned[i] = 0;
  return pruned;
}
