/** How far above the least a scale goes, in distances of the middle from the least. */
const REACH = 4;

/** Where to end a scale so that a few failures do not press everything else into one line; the most where none is far. */
export function cappedAt(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const least = ordered[0];
  const middle = ordered[Math.floor(ordered.length / 2)];
  const most = ordered.at(-1);
  if (least === undefined || middle === undefined || most === undefined) return 0;
  return middle > least ? Math.min(most, least + REACH * (middle - least)) : most;
}
