/**
 * Positions of the `k` largest of values[0 .. count), best first; among equals those from `tiesFrom` on, around the
 * end, come first. For a `k` of some dozens: one comparison a value, for the most part.
 */
export function bestPositions(
  values: Float64Array,
  count: number,
  k: number,
  tiesFrom: number,
): number[] {
  const best: number[] = [];
  for (let step = 0; step < count; step++) {
    const at = step + tiesFrom < count ? step + tiesFrom : step + tiesFrom - count;
    const value = values[at]!;
    if (best.length === k && !(value > values[best[k - 1]!]!)) continue;
    if (best.length < k) best.push(at);
    let place = best.length - 1;
    for (; place > 0 && value > values[best[place - 1]!]!; place--) best[place] = best[place - 1]!;
    best[place] = at;
  }
  return best;
}
