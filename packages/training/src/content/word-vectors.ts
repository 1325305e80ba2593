import type { Random } from '@placard/domain';
import type { SparseMatrix } from '../recommend/interactions.ts';
import { truncatedSvd } from '../recommend/singular-values.ts';

/** Contexts are smoothed by this power: rare ones would look like the most telling. */
const CONTEXT_SMOOTHING = 0.75;

/**
 * Word vectors [terms, dim] from the counts of who stands beside whom: positive pointwise mutual information
 * M[w, c] = max(0, ln(P(w, c) / (P(w) P(c)))), P(c) over contexts ~ count^0.75, then M ~ U S V' by truncated SVD;
 * vectors U sqrt(S), each scaled to length 1 (zero where a term stands beside none). What skip-gram with negative
 * sampling factorises, without its chance: Levy and Goldberg, NIPS 2014; Levy, Goldberg and Dagan, TACL 2015.
 */
export function fitWordVectors(counts: SparseMatrix, dim: number, random: Random): Float32Array {
  const { values, left, rank } = truncatedSvd(positiveMutualInformation(counts), dim, random);
  const vectors = new Float32Array(counts.rowCount * dim);
  for (let word = 0; word < counts.rowCount; word++) {
    let squares = 0;
    for (let f = 0; f < rank; f++) {
      const x = left[word * rank + f]! * Math.sqrt(values[f]!);
      vectors[word * dim + f] = x;
      squares += x * x;
    }
    const length = Math.sqrt(squares);
    for (let f = 0; f < rank; f++) {
      vectors[word * dim + f] = length > 1e-9 ? vectors[word * dim + f]! / length : 0;
    }
  }
  return vectors;
}

/** The PPMI of counts [terms, terms], zeroes kept in place. */
export function positiveMutualInformation(counts: SparseMatrix): SparseMatrix {
  const { rowCount, offsets, columns, values } = counts;
  const ofWord = new Float64Array(rowCount);
  const ofContext = new Float64Array(counts.columnCount);
  for (let row = 0; row < rowCount; row++) {
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
      ofWord[row]! += values[e]!;
      ofContext[columns[e]!]! += values[e]!;
    }
  }
  const smoothed = ofContext.map((count) => count ** CONTEXT_SMOOTHING);
  const contexts = smoothed.reduce((sum, count) => sum + count, 0);
  const information = Float32Array.from(values);
  for (let row = 0; row < rowCount; row++) {
    for (let e = offsets[row]!; e < offsets[row + 1]!; e++) {
      const expected = (ofWord[row]! * smoothed[columns[e]!]!) / contexts;
      information[e] = Math.max(0, Math.log(values[e]! / expected));
    }
  }
  return { ...counts, values: information };
}
