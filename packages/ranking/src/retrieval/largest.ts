/**
 * Indices of the `k` largest scores, best first, equal ones by index; `allowed` decides which count.
 * A heap of k: reading n scores costs little more than n comparisons. `among` are the indices to look at, each
 * once; all where absent.
 */
export function largest(
  scores: ArrayLike<number>,
  k: number,
  allowed: (index: number) => boolean,
  among?: ArrayLike<number>,
): number[] {
  const heap: number[] = [];
  const below = (a: number, b: number) =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && a > b);
  const count = among ? among.length : scores.length;
  for (let at = 0; at < count; at++) {
    const index = among ? among[at]! : at;
    if (heap.length === k && !(k > 0 && below(heap[0]!, index))) continue;
    if (!allowed(index)) continue;
    if (heap.length < k) {
      heap.push(index);
      for (let leaf = heap.length - 1; leaf > 0; ) {
        const parent = (leaf - 1) >> 1;
        if (!below(heap[leaf]!, heap[parent]!)) break;
        [heap[leaf], heap[parent]] = [heap[parent]!, heap[leaf]!];
        leaf = parent;
      }
      continue;
    }
    heap[0] = index;
    for (let node = 0; ; ) {
      let child = 2 * node + 1;
      if (child >= k) break;
      if (child + 1 < k && below(heap[child + 1]!, heap[child]!)) child++;
      if (!below(heap[child]!, heap[node]!)) break;
      [heap[node], heap[child]] = [heap[child]!, heap[node]!];
      node = child;
    }
  }
  return heap.sort((a, b) => (below(b, a) ? -1 : 1));
}
