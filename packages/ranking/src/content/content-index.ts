import { type ContentKind, type ContentTable, decodeContentTable } from '@placard/contracts';
import type { ContentVectors } from './content-vectors.ts';

/** A market's content vectors, looked up by what they are of: a loaded table, no I/O. */
export interface ContentIndex {
  /** The table's row of an ad; -1 where the table does not know it. */
  adRow(adId: string): number;
  /** Vectors of an ad; all null where the table does not know it. */
  ofAd(adId: string): ContentVectors;
  /**
   * The table's row of something a viewer did: of its item, else its ad, else the first of its categories that is
   * known; -1 where none is.
   */
  rowOf(entry: {
    readonly itemId: string | null;
    readonly adId: string | null;
    readonly categories: readonly string[];
  }): number;
  readonly spaces: readonly ContentSpace[];
}

export type ContentSpace = {
  readonly kind: ContentKind;
  readonly source: string;
  readonly dim: number;
  /** [rows, dim], row-major: rows of length 1, or all zeroes where nothing is known. */
  readonly vectors: Float32Array;
};

/** @throws ContentTableError on bytes that are no content table. */
export function loadContent(bytes: Uint8Array): ContentIndex {
  return contentIndexOf(decodeContentTable(bytes));
}

export function contentIndexOf(table: ContentTable): ContentIndex {
  const numbered = (ids: readonly string[], from: number) =>
    new Map(ids.map((id, i) => [id, from + i]));
  const ads = numbered(table.adIds, 0);
  const items = numbered(table.itemIds, table.adIds.length);
  const categories = numbered(table.categories, table.adIds.length + table.itemIds.length);
  const spaces = table.spaces.map((space, s) => ({ ...space, vectors: table.vectors[s]! }));
  const vectorAt = (kind: ContentKind, row: number): Float32Array | null => {
    const space = spaces.find((one) => one.kind === kind);
    if (!space || row < 0) return null;
    const vector = space.vectors.subarray(row * space.dim, (row + 1) * space.dim);
    return vector.some((x) => x !== 0) ? vector : null;
  };
  return {
    spaces,
    adRow: (adId) => ads.get(adId) ?? -1,
    ofAd: (adId) => {
      const row = ads.get(adId) ?? -1;
      return {
        text: vectorAt('text', row),
        topics: vectorAt('topics', row),
        image: vectorAt('image', row),
      };
    },
    rowOf: ({ itemId, adId, categories: names }) => {
      const row = items.get(itemId ?? '') ?? ads.get(adId ?? '');
      if (row !== undefined) return row;
      for (const name of names) {
        const known = categories.get(name);
        if (known !== undefined) return known;
      }
      return -1;
    },
  };
}
