import { inverseOfPositiveDefinite } from '../recommend/cholesky.ts';
import type { NeighbourForm, VectorForm } from '../recommend/online-form.ts';

/**
 * Item vectors as ties between items: tie(i, j) = y_i' W y_j with W = (Y'Y + penalty I)^-1, the same for all
 * viewers, where the fold-in has a W of each (Hu, Koren and Volinsky, ICDM 2008, section 5); y_i . y_j for other
 * fold-ins. Work: items x dim multiply-adds a row.
 */
export function tieVectors({ dim, vectors, historyVectors, foldIn }: VectorForm): NeighbourForm {
  const from = historyVectors ?? vectors;
  const items = vectors.length / dim;
  const weigh = foldIn.kind === 'ridge' ? inverseGram(from, dim, foldIn.penalty) : null;
  const viewer = new Float64Array(dim);
  const scores = new Float32Array(items);
  return {
    kind: 'neighbours',
    recencyDecay: 1,
    row: (item) => {
      for (let f = 0; f < dim; f++) {
        if (!weigh) viewer[f] = from[item * dim + f]!;
        else {
          let sum = 0;
          for (let g = 0; g < dim; g++) sum += weigh[f * dim + g]! * from[item * dim + g]!;
          viewer[f] = sum;
        }
      }
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
