/**
 * Indices of the `k` largest scores, best first, equal ones by index; `allowed` decides which count.
 * A heap of k: reading n scores costs little more than n comparisons.
 */
export function largest(
  scores: ArrayLike<number>,
  k: number,
  allowed: (index: number) => boolean,
): number[] {
  const heap: number[] = [];
  const below = (a: number, b: number) =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && a > b);
  for (let index = 0; index < scores.length; index++) {
    if (heap.length === k && !(k > 0 && below(heap[0]!, index))) continue;
    if (!allowed(index)) continue;
    if (heap.length < k) {
      heap.push(index);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!below(heap[at]!, heap[parent]!)) break;
        [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
        at = parent;
      }
      continue;
    }
    heap[0] = index;
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= k) break;
      if (child + 1 < k && below(heap[child + 1]!, heap[child]!)) child++;
      if (!below(heap[child]!, heap[at]!)) break;
      [heap[at], heap[child]] = [heap[child]!, heap[at]!];
      at = child;
    }
  }
  return heap.sort((a, b) => (below(b, a) ? -1 : 1));
}
