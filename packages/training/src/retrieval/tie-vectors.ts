import { foldIn } from '@placard/ranking';
import { inverseOfPositiveDefinite } from '../recommend/cholesky.ts';
import type { IndexedForm, NeighbourForm, VectorForm } from '../recommend/online-form.ts';

/** Up to so many items every pair is weighed; beyond, an index is sooner done (bench: nearest-neighbours). */
const MOST_WEIGHED_ITEMS = 2_000;

/**
 * Item vectors as ties between items. After a ridge fold-in tie(i, j) = y_i' W y_j with W = (Y'Y + penalty I)^-1, the
 * same for all viewers, where the fold-in has a W of each (Hu, Koren and Volinsky, ICDM 2008, section 5); after
 * others, the score of j for a viewer who turned to i alone. Each is a product of a viewer's and an item's vector: of
 * many items the largest ones of a row are found by an HNSW graph (Malkov and Yashunin, TPAMI 2020), and a few missed.
 */
export async function tieVectors(
  form: VectorForm,
  { mostWeighedItems = MOST_WEIGHED_ITEMS } = {},
): Promise<NeighbourForm | IndexedForm> {
  const { dim, vectors, historyVectors } = form;
  const items = vectors.length / dim;
  const viewerOf =
    form.foldIn.kind === 'ridge'
      ? weighedBy(inverseGram(historyVectors ?? vectors, dim, form.foldIn.penalty), form)
      : loneItem(form);
  if (items > mostWeighedItems) return indexedTies(vectors, dim, viewerOf);
  const scores = new Float32Array(items);
  return {
    kind: 'neighbours',
    recencyDecay: 1,
    row: (item) => {
      const viewer = viewerOf(item);
      for (let j = 0; j < items; j++) scores[j] = productWith(viewer, vectors, j);
      scores[item] = 0;
      return scores;
    },
  };
}

/** Weights are exact; which items are the nearest is what the graph finds. */
async function indexedTies(
  vectors: Float32Array,
  dim: number,
  viewerOf: (item: number) => Float64Array,
): Promise<IndexedForm> {
  // A native addon: brought in only where it is needed.
  const { Index, MetricKind, ScalarKind } = await import('usearch');
  const index = new Index({
    ...{ dimensions: dim, metric: MetricKind.IP, quantization: ScalarKind.F32, multi: false },
    ...{ connectivity: 32, expansion_add: 256, expansion_search: 512 },
  });
  index.add(
    new BigUint64Array(vectors.length / dim).map((_, item) => BigInt(item)),
    vectors,
    1,
  );
  return {
    kind: 'indexed',
    nearest: (item, count) => {
      const viewer = viewerOf(item);
      const { keys } = index.search(Float32Array.from(viewer), count + 1, 1);
      return Array.from(keys, Number)
        .filter((other) => other !== item)
        .slice(0, count)
        .map((other) => ({ item: other, weight: productWith(viewer, vectors, other) }));
    },
  };
}

function productWith(viewer: Float64Array, vectors: Float32Array, item: number): number {
  const start = item * viewer.length;
  let product = 0;
  for (let f = 0; f < viewer.length; f++) product += viewer[f]! * vectors[start + f]!;
  return product;
}

function loneItem(form: VectorForm): (item: number) => Float64Array {
  const viewerOf = foldIn(form);
  return (item) => viewerOf([{ index: item, weight: 1 }]);
}

function weighedBy(
  weigh: Float64Array,
  { dim, vectors, historyVectors }: VectorForm,
): (item: number) => Float64Array {
  const from = historyVectors ?? vectors;
  const viewer = new Float64Array(dim);
  return (item) => {
    for (let f = 0; f < dim; f++) {
      let sum = 0;
      for (let g = 0; g < dim; g++) sum += weigh[f * dim + g]! * from[item * dim + g]!;
      viewer[f] = sum;
    }
    return viewer;
  };
}

function inverseGram(vectors: Float32Array, dim: number, penalty: number): Float64Array {
  const gram = new Float64Array(dim * dim);
  for (let start = 0; start < vectors.length; start += dim) {
    for (let f = 0; f < dim; f++) {
      for (let g = 0; g < dim; g++) gram[f * dim + g]! += vectors[start + f]! * vectors[start + g]!;
    }
  }
  for (let f = 0; f < dim; f++) gram[f * dim + f]! += penalty;
  return inverseOfPositiveDefinite(gram, dim);
}
