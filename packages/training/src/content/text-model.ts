import { seededRandom } from '@placard/domain';
import { coOccurrence } from './co-occurrence.ts';
import { CATEGORY_MARK, type Content, documentOf, termsOf } from './documents.ts';
import { subwordVectors } from './subwords.ts';
import { toUnitLength } from './unit-length.ts';
import { inverseDocumentFrequency, vocabularyOf } from './vocabulary.ts';
import { fitWordVectors } from './word-vectors.ts';

/** What a market's text has taught: each term's vector and how much it tells. */
export type TextModel = {
  readonly dim: number;
  readonly terms: readonly string[];
  /** [terms, dim] of length 1, or zero. */
  readonly vectors: Float32Array;
  /** [terms] */
  readonly idf: Float32Array;
  readonly documentCount: number;
};

/** Dimensions beyond the square root of the terms tell apart what chance put side by side. */
const MOST_DIMS = 32;
const MOST_TERMS = 5_000;
const SEED = 1;

export function fitTextModel(contents: readonly Content[]): TextModel {
  const documents = contents.map(documentOf);
  const vocabulary = vocabularyOf(documents.map(termsOf), MOST_TERMS);
  const counts = coOccurrence(documents, vocabulary.index);
  const dim = Math.max(2, Math.min(MOST_DIMS, Math.round(Math.sqrt(vocabulary.terms.length))));
  return {
    dim,
    terms: vocabulary.terms,
    vectors: fitWordVectors(counts, dim, seededRandom(SEED)),
    idf: Float32Array.from(vocabulary.documents, (withTerm) =>
      inverseDocumentFrequency(vocabulary.documentCount, withTerm),
    ),
    documentCount: vocabulary.documentCount,
  };
}

/**
 * Contents as vectors [dim] of length 1: the sum of tf x idf x word vector over terms; a word that the market's text
 * has not taught is made of its character n-grams. Zero where nothing of it is known.
 */
export function textEmbedder(model: TextModel): (content: Content) => Float32Array {
  const { dim, terms, vectors, idf } = model;
  const index = new Map(terms.map((term, i) => [term, i]));
  const ofUnknown = subwordVectors(terms, vectors, dim);
  const idfOfUnknown = inverseDocumentFrequency(model.documentCount, 0);
  return (content) => {
    const sum = new Float32Array(dim);
    for (const term of termsOf(documentOf(content))) {
      const known = index.get(term);
      if (known === undefined && term.startsWith(CATEGORY_MARK)) {
        addScaled(sum, ofUnknown(term.slice(CATEGORY_MARK.length)), 0, idfOfUnknown);
      } else if (known === undefined) {
        addScaled(sum, ofUnknown(term), 0, idfOfUnknown);
      } else {
        addScaled(sum, vectors, known * dim, idf[known]!);
      }
    }
    return toUnitLength(sum);
  };
}

function addScaled(into: Float32Array, from: Float32Array, start: number, scale: number): void {
  for (let f = 0; f < into.length; f++) into[f]! += scale * from[start + f]!;
}
