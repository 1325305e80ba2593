import type { FoldIn, RetrievalModel } from '@placard/contracts';
import type { SparseRows } from './interactions.ts';

/** The forms in which a fitted method serves viewers that act after training. */
export type OnlineForm = NeighbourForm | VectorForm | ViewersForm;

/** score(j) = sum over the history's items i of row(i)[j]. */
export interface NeighbourForm {
  readonly kind: 'neighbours';
  /** [itemCount], overwritten by the next call; zero means no tie. */
  readonly row: (item: number) => ArrayLike<number>;
  readonly recencyDecay: number;
}

/** As neighbours, where a row of all items would cost too much: an index finds the strongest ties. */
export interface IndexedForm {
  readonly kind: 'indexed';
  /** Up to `count` items drawn to by a history of `item` alone, itself left out, the strongest tie first. */
  readonly nearest: (item: number, count: number) => readonly Tie[];
}
export interface Tie {
  readonly item: number;
  readonly weight: number;
}

/** score(j) = u . vectors[j], where `foldIn` makes u of the history. */
export interface VectorForm {
  readonly kind: 'vectors';
  readonly dim: number;
  /** [itemCount, dim], row-major. */
  readonly vectors: Float32Array;
  /** What an item adds to a history; null where `vectors` serve for both. */
  readonly historyVectors: Float32Array | null;
  readonly foldIn: FoldIn;
}

/** score(j) = sum over the `neighbours` rows u most alike by cosine of cosine x value(u, j). */
export interface ViewersForm {
  readonly kind: 'viewers';
  /** [viewers, items] */
  readonly histories: SparseRows;
  readonly neighbours: number;
}

/** A decision compares with so many viewers at most. */
const MOST_VIEWERS = 2_000;

export interface RetrievalModelOptions {
  readonly method: string;
  readonly trainedAtMs: number;
  /** [itemCount] */
  readonly itemIds: readonly string[];
  /** [itemCount], interactions of each item: the order for a viewer of whom nothing is known. */
  readonly popularity: Float32Array;
  /** Neighbours kept of each item, those of the largest weights either way. */
  readonly neighbours: number;
}

/** What ranking's retriever reads. */
export function toRetrievalModel(
  form: OnlineForm | IndexedForm,
  options: RetrievalModelOptions,
): RetrievalModel {
  const { method, trainedAtMs, popularity } = options;
  const itemIds = [...options.itemIds];
  const base = { formatVersion: 1, method, trainedAtMs, itemIds, popularity } as const;
  if (form.kind === 'vectors') return { ...base, ...form, recencyDecay: 1 };
  if (form.kind === 'viewers') {
    const { kind, neighbours } = form;
    return { ...base, kind, neighbours, recencyDecay: 1, ...someOf(form.histories) };
  }
  const offsets = new Uint32Array(itemIds.length + 1);
  const neighbours: number[] = [];
  const weights: number[] = [];
  for (let item = 0; item < itemIds.length; item++) {
    for (const tie of tiesOf(form, item, options.neighbours)) {
      neighbours.push(tie.item);
      weights.push(tie.weight);
    }
    offsets[item + 1] = neighbours.length;
  }
  return {
    ...base,
    kind: 'neighbours',
    recencyDecay: form.kind === 'indexed' ? 1 : form.recencyDecay,
    offsets,
    neighbours: Uint32Array.from(neighbours),
    weights: Float32Array.from(weights),
  };
}

function tiesOf(form: NeighbourForm | IndexedForm, item: number, count: number): readonly Tie[] {
  if (form.kind === 'indexed') return form.nearest(item, count);
  const row = form.row(item);
  return strongest(row, count).map((other) => ({ item: other, weight: row[other]! }));
}

/** Spread evenly over all. */
function someOf({ rowCount, offsets, columns, values }: SparseRows) {
  const count = Math.min(rowCount, MOST_VIEWERS);
  const kept = new Uint32Array(count + 1);
  const edges: number[] = [];
  for (let v = 0; v < count; v++) {
    const row = Math.floor((v * rowCount) / count);
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) edges.push(e);
    kept[v + 1] = edges.length;
  }
  return {
    offsets: kept,
    items: Uint32Array.from(edges, (e) => columns[e]!),
    values: Float32Array.from(edges, (e) => values[e]!),
  };
}

/** Indices of the `count` entries farthest from zero, by index. */
export function strongest(row: ArrayLike<number>, count: number): number[] {
  const ties: number[] = [];
  for (let i = 0; i < row.length; i++) if (row[i] !== 0) ties.push(i);
  if (ties.length <= count) return ties;
  ties.sort((a, b) => Math.abs(row[b]!) - Math.abs(row[a]!));
  return ties.slice(0, count).sort((a, b) => a - b);
}
