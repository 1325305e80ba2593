import type { FoldIn, RetrievalModel } from '@placard/contracts';

/** The two forms in which a fitted method serves viewers that act after training. */
export type OnlineForm = NeighbourForm | VectorForm;

/** score(j) = sum over the history's items i of row(i)[j]. */
export interface NeighbourForm {
  readonly kind: 'neighbours';
  /** [itemCount], overwritten by the next call; zero means no tie. */
  readonly row: (item: number) => ArrayLike<number>;
  readonly recencyDecay: number;
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
export function toRetrievalModel(form: OnlineForm, options: RetrievalModelOptions): RetrievalModel {
  const { method, trainedAtMs, popularity } = options;
  const itemIds = [...options.itemIds];
  const base = { formatVersion: 1, method, trainedAtMs, itemIds, popularity } as const;
  if (form.kind === 'vectors') return { ...base, ...form, recencyDecay: 1 };
  const offsets = new Uint32Array(itemIds.length + 1);
  const neighbours: number[] = [];
  const weights: number[] = [];
  for (let item = 0; item < itemIds.length; item++) {
    const row = form.row(item);
    for (const other of strongest(row, options.neighbours)) {
      neighbours.push(other);
      weights.push(row[other]!);
    }
    offsets[item + 1] = neighbours.length;
  }
  return {
    ...base,
    kind: 'neighbours',
    recencyDecay: form.recencyDecay,
    offsets,
    neighbours: Uint32Array.from(neighbours),
    weights: Float32Array.from(weights),
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
