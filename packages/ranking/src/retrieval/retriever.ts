/** An item that the viewer turned to, newest first in a list. */
export interface RecentItem {
  readonly itemId: string;
  /** How much it says; 1 for a plain interaction. */
  readonly weight: number;
}

export interface RetrievedItem {
  readonly itemId: string;
  /** Comparable within one answer only. */
  readonly score: number;
}

/** Items for a viewer from what the viewer did last: a loaded model, no I/O. */
export interface Retriever {
  /** The catalogue's name of the method that learnt it. */
  readonly method: string;
  /** Whether the model ties anything to one of these: if not, the most popular items are retrieved. */
  knows(recent: readonly RecentItem[]): boolean;
  /**
   * At most `k` items that are not in `skip`, best first. Fewer where the model ties no more to what is
   * recent; for a viewer of whom it knows nothing, the most popular.
   */
  retrieve(
    recent: readonly RecentItem[],
    k: number,
    options?: { readonly skip?: ReadonlySet<string> },
  ): RetrievedItem[];
  /** Scores [itemIds], on the scale of `retrieve`; null for an item that the model does not know. */
  score(recent: readonly RecentItem[], itemIds: readonly string[]): (number | null)[];
  /** Of what is recent, the item that speaks most for `itemId`; null where none speaks for it. */
  because(recent: readonly RecentItem[], itemId: string): string | null;
}
