import { foldIn } from '@placard/ranking';
import { inverseOfPositiveDefinite } from '../recommend/cholesky.ts';
import type { NeighbourForm, VectorForm } from '../recommend/online-form.ts';

/**
 * Item vectors as ties between items. After a ridge fold-in tie(i, j) = y_i' W y_j with W = (Y'Y + penalty I)^-1, the
 * same for all viewers, where the fold-in has a W of each (Hu, Koren and Volinsky, ICDM 2008, section 5); after
 * others, the score of j for a viewer who turned to i alone. Work: items x dim multiply-adds a row.
 */
export function tieVectors(form: VectorForm): NeighbourForm {
  const { dim, vectors, historyVectors } = form;
  const items = vectors.length / dim;
  const scores = new Float32Array(items);
  const viewerOf =
    form.foldIn.kind === 'ridge'
      ? weighedBy(inverseGram(historyVectors ?? vectors, dim, form.foldIn.penalty), form)
      : loneItem(form);
  return {
    kind: 'neighbours',
    recencyDecay: 1,
    row: (item) => {
      const viewer = viewerOf(item);
      for (let j = 0; j < items; j++) {
        let score = 0;
        for (let f = 0; f < dim; f++) score += viewer[f]! * vectors[j * dim + f]!;
        scores[j] = score;
      }
      scores[item] = 0;
      return scores;
    },
  };
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
