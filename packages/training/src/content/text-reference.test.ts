import { seededRandom } from '@placard/domain';
import { expect, it } from 'vitest';
import { coOccurrence } from './co-occurrence.ts';
import reference from './text.reference.json' with { type: 'json' };
import { digamma, fitTopicModel, topicInference } from './topic-model.ts';
import { inverseDocumentFrequency, vocabularyOf } from './vocabulary.ts';
import { fitWordVectors } from './word-vectors.ts';

// What scikit-learn and numpy make of the same texts: infra/reference/content/record_text.py
const vocabulary = vocabularyOf(reference.documents, 100);
const bags = reference.documents.map((document) => {
  const counts = new Map<number, number>();
  for (const term of document) {
    const at = vocabulary.index.get(term)!;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return { terms: [...counts.keys()], counts: [...counts.values()] };
});

it('the inverse document frequency is that of scikit-learn', () => {
  expect(vocabulary.terms).toEqual(reference.terms);
  vocabulary.documents.forEach((withTerm, i) => {
    const idf = inverseDocumentFrequency(vocabulary.documentCount, withTerm);
    expect(idf).toBeCloseTo(reference.idf[i]!, 12);
  });
});

it('word vectors have the cosines of those that numpy makes by a whole SVD', () => {
  const documents = reference.documents.map((words) => ({ words, categories: [] }));
  const counts = coOccurrence(documents, vocabulary.index);
  const { dim } = reference;
  const vectors = fitWordVectors(counts, dim, seededRandom(1));
  reference.wordCosines.forEach((row, i) => {
    row.forEach((expected, j) => {
      let cosine = 0;
      for (let f = 0; f < dim; f++) cosine += vectors[i * dim + f]! * vectors[j * dim + f]!;
      expect(cosine).toBeCloseTo(expected, 4);
    });
  });
});

it('topics are those that scikit-learn finds from the same start, and so are the shares of documents', () => {
  const effort = { passes: reference.passes, mostTurns: 5_000, leastChange: 1e-10 };
  const start = {
    topics: reference.topicsStart.length,
    weights: Float64Array.from(reference.topicsStart.flat()),
  };
  const fitted = fitTopicModel(bags, start, effort);
  reference.topics.flat().forEach((expected, i) => {
    expect(fitted.weights[i]).toBeCloseTo(expected, 6);
  });
  const infer = topicInference(fitted, effort);
  reference.shares.forEach((expected, i) => {
    infer(bags[i]!).forEach((share, k) => {
      expect(share).toBeCloseTo(expected[k]!, 6);
    });
  });
});

it('digamma has the values of the tables', () => {
  // Abramowitz and Stegun, table 6.1.
  expect(digamma(1)).toBeCloseTo(-0.5772156649, 10);
  expect(digamma(1.5)).toBeCloseTo(0.036489974, 10);
  expect(digamma(2)).toBeCloseTo(0.4227843351, 10);
});
