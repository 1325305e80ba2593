/** What a viewer did, in time order. Items are ordinals from 0. */
export interface ViewerHistory {
  /** Ordinal of the viewer among those of the training sequences. */
  readonly viewer: number;
  readonly items: Int32Array;
}

/** A model that, given what a viewer did so far, scores every item as the next one. */
export interface NextItemModel {
  readonly itemCount: number;
  /**
   * Scores [histories, items], row by row; higher is likelier, on a scale of the model's own, for
   * the caller to overwrite. Throws RangeError for an empty history or an unknown item.
   */
  scores(histories: readonly ViewerHistory[]): Promise<Float32Array>;
}

export function requireHistories(histories: readonly ViewerHistory[], itemCount: number): void {
  for (const { items, viewer } of histories) {
    if (items.length === 0) throw new RangeError(`the history of viewer ${viewer} is empty`);
    for (const item of items) {
      if (!(item >= 0 && item < itemCount)) {
        throw new RangeError(`item ${item} is outside 0..${itemCount - 1}`);
      }
    }
  }
}
