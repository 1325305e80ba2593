/** Beyond `limit` the largest nine tenths stay: cutting costs a sort, and should not happen at every event. */
export function keepLargest<T>(
  record: Record<string, T>,
  limit: number,
  size: (value: T) => number,
): Record<string, T> {
  const entries = Object.entries(record);
  if (entries.length <= limit) return record;
  const sized = entries.map(([key, value]) => ({ key, value, size: size(value) }));
  sized.sort((a, b) => b.size - a.size);
  const kept = sized.slice(0, Math.floor(limit * 0.9));
  return Object.fromEntries(kept.map(({ key, value }) => [key, value]));
}
