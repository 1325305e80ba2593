/** Maps items in their order, at most `atOnce` at a time. */
export async function inLanes<T, R>(
  items: readonly T[],
  atOnce: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, items.length) }, async () => {
      for (const [i, item] of queue) results[i] = await map(item);
    }),
  );
  return results;
}
