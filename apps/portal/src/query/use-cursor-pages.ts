'use client';

import { useState } from 'react';

/** Pages of a list that is newest first: an older page begins before the last id seen. */
export function useCursorPages(pageSize: number) {
  const [befores, setBefores] = useState<string[]>([]);
  const before = befores.at(-1);
  return {
    /** For the query's input. */
    input: { limit: pageSize, ...(before ? { before } : {}) },
    isNewest: befores.length === 0,
    newer: () => setBefores(befores.slice(0, -1)),
    /** Null on the last page: a page that is not full has none after it. */
    olderThan: (rows: readonly { id: string }[]) => {
      const last = rows.at(-1);
      return last && rows.length === pageSize ? () => setBefores([...befores, last.id]) : null;
    },
    reset: () => setBefores([]),
  };
}
export type CursorPages = ReturnType<typeof useCursorPages>;
