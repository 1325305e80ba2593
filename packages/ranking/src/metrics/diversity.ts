/**
 * Intra-list diversity: the mean of 1 - similarity over all pairs of a list (Ziegler et al., WWW 2005), averaged
 * over lists. Lists of fewer than two say nothing and are left out; null when all are such.
 */
export function diversity<Item>(
  lists: Iterable<readonly Item[]>,
  similarity: (a: Item, b: Item) => number,
): number | null {
  let sum = 0;
  let count = 0;
  for (const list of lists) {
    if (list.length < 2) continue;
    let apart = 0;
    for (let i = 1; i < list.length; i++) {
      for (let j = 0; j < i; j++) apart += 1 - similarity(list[i] as Item, list[j] as Item);
    }
    sum += apart / ((list.length * (list.length - 1)) / 2);
    count++;
  }
  return count === 0 ? null : sum / count;
}
