/** Share of the catalogue that appears in at least one list. Throws on an empty catalogue. */
export function coverage(
  lists: Iterable<readonly (string | number)[]>,
  catalogueSize: number,
): number {
  if (!(catalogueSize > 0)) throw new RangeError('an empty catalogue cannot be covered');
  const shown = new Set<string | number>();
  for (const list of lists) for (const item of list) shown.add(item);
  return shown.size / catalogueSize;
}
