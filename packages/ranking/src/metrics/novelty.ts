/**
 * Mean self-information, in bits, of what is listed: -log2 of an item's share of past interactions
 * (Zhou et al., PNAS 2010). Counts are smoothed by one, so that an unseen item is finite. Null when
 * every list is empty.
 */
export function novelty(
  lists: Iterable<readonly (string | number)[]>,
  interactions: ReadonlyMap<string | number, number>,
): number | null {
  let total = 0;
  for (const count of interactions.values()) total += count + 1;
  let sum = 0;
  let shown = 0;
  for (const list of lists) {
    for (const item of list) {
      sum -= Math.log2(((interactions.get(item) ?? 0) + 1) / Math.max(total, 1));
      shown++;
    }
  }
  return shown === 0 ? null : sum / shown;
}
