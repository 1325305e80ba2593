/**
 * What viewers did with items, as columns of one length: entry e says that viewer `viewers[e]` gave item
 * `items[e]` the value `values[e]` (a rating, or the strength of an implicit signal) at `atMs[e]`.
 * Viewers are 0..viewerCount-1 and items 0..itemCount-1; a pair occurs at most once.
 */
export interface Interactions {
  readonly viewerCount: number;
  readonly itemCount: number;
  readonly viewers: Int32Array;
  readonly items: Int32Array;
  readonly values: Float32Array;
  /** null where the order of events is unknown. */
  readonly atMs: Float64Array | null;
}

/** A sparse matrix by rows: row r holds entries `offsets[r]` up to `offsets[r + 1]`, in the order they came. */
export interface SparseRows {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly offsets: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
  /** The interaction that each entry came from. */
  readonly entries: Int32Array;
}

/** A sparse matrix that came from no interactions. */
export type SparseMatrix = Omit<SparseRows, 'entries'>;

/** [viewerCount, itemCount]: each viewer's history. */
export function rowsByViewer(interactions: Interactions): SparseRows {
  const { viewers, items, values, viewerCount, itemCount } = interactions;
  return groupRows(viewers, items, values, viewerCount, itemCount);
}

/** [itemCount, viewerCount]: each item's audience. */
export function rowsByItem(interactions: Interactions): SparseRows {
  const { viewers, items, values, viewerCount, itemCount } = interactions;
  return groupRows(items, viewers, values, itemCount, viewerCount);
}

/** The interactions at `positions`, over the same viewers and items. */
export function selectInteractions(
  interactions: Interactions,
  positions: ArrayLike<number>,
): Interactions {
  const at = Int32Array.from(positions);
  return {
    ...interactions,
    viewers: at.map((e) => interactions.viewers[e]!),
    items: at.map((e) => interactions.items[e]!),
    values: Float32Array.from(at, (e) => interactions.values[e]!),
    atMs: interactions.atMs && Float64Array.from(at, (e) => interactions.atMs![e]!),
  };
}

/** Throws a RangeError where the columns differ in length or an index lies outside. */
export function checkInteractions(interactions: Interactions): void {
  const { viewers, items, values, atMs, viewerCount, itemCount } = interactions;
  const count = viewers.length;
  if (count === 0) throw new RangeError('no interactions to learn from');
  if (items.length !== count || values.length !== count || (atMs && atMs.length !== count)) {
    throw new RangeError('viewers, items, values and times differ in length');
  }
  for (let e = 0; e < count; e++) {
    const [viewer, item] = [viewers[e]!, items[e]!];
    if (viewer < 0 || viewer >= viewerCount || item < 0 || item >= itemCount) {
      throw new RangeError(`interaction ${e} names viewer ${viewer} and item ${item}`);
    }
    if (!Number.isFinite(values[e]!)) throw new RangeError(`interaction ${e} is not a number`);
  }
}

function groupRows(
  rows: Int32Array,
  columns: Int32Array,
  values: Float32Array,
  rowCount: number,
  columnCount: number,
): SparseRows {
  const offsets = new Int32Array(rowCount + 1);
  for (const row of rows) offsets[row + 1]!++;
  for (let row = 0; row < rowCount; row++) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice(0, rowCount);
  const entries = new Int32Array(rows.length);
  for (let e = 0; e < rows.length; e++) entries[next[rows[e]!]!++] = e;
  return {
    rowCount,
    columnCount,
    offsets,
    columns: entries.map((e) => columns[e]!),
    values: Float32Array.from(entries, (e) => values[e]!),
    entries,
  };
}
