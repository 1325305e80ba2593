import type { ViewerHistory } from './next-item-model.ts';

/** A history and the item that came next. */
export interface NextItemCase {
  readonly history: ViewerHistory;
  readonly target: number;
}

export interface HeldOutLast {
  /** All but the last two items of each viewer. */
  readonly train: readonly Int32Array[];
  readonly validation: readonly NextItemCase[];
  readonly test: readonly NextItemCase[];
}

/**
 * Of each sequence the last item is the test, the one before it the validation target; a test history
 * contains the validation item. Throws RangeError for a sequence of fewer than three items.
 */
export function holdOutLast(sequences: readonly Int32Array[]): HeldOutLast {
  const at = (distance: number): NextItemCase[] =>
    sequences.map((items, viewer) => {
      if (items.length < 3) throw new RangeError(`viewer ${viewer} has fewer than three items`);
      const end = items.length - distance;
      return { history: { viewer, items: items.subarray(0, end) }, target: items[end]! };
    });
  const validation = at(2);
  return { train: validation.map(({ history }) => history.items), validation, test: at(1) };
}
