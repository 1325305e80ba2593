import type { Interaction } from './import/dataset.ts';

/** A data set that knows whole days only would else decide a day at once. */
export const MAX_WINDOW = 200;

/** Interactions that are decided before any of them is fed back, with their numbers in the data set. */
export type Window = {
  readonly atMs: number;
  readonly entries: readonly { readonly number: number; readonly interaction: Interaction }[];
};

/**
 * Cuts interactions (in time order) into windows no longer than `windowMs`. A decision then sees nothing
 * of its own window: less than was known, never more. A window never crosses `boundary`, and never holds
 * more than `maxEntries`.
 */
export function* windowsOf(
  interactions: readonly Interaction[],
  options: { readonly windowMs: number; readonly boundary: number; readonly maxEntries: number },
): Generator<Window> {
  for (let start = 0; start < interactions.length; ) {
    const atMs = interactions[start]!.atMs;
    const limit = start < options.boundary ? options.boundary : interactions.length;
    let end = start + 1;
    while (
      end < limit &&
      end - start < options.maxEntries &&
      interactions[end]!.atMs - atMs <= options.windowMs
    ) {
      end++;
    }
    const entries = interactions
      .slice(start, end)
      .map((interaction, i) => ({ number: start + i, interaction }));
    yield { atMs: interactions[end - 1]!.atMs, entries };
    start = end;
  }
}
