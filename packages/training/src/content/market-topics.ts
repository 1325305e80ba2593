import { seededRandom } from '@placard/domain';
import { type Content, documentOf, termsOf } from './documents.ts';
import {
  type BagOfTerms,
  fitTopicModel,
  randomTopics,
  type TopicModel,
  topicInference,
} from './topic-model.ts';
import { toUnitLength } from './unit-length.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A topic model with the terms that it speaks of. */
export type MarketTopics = TopicModel & { readonly terms: readonly string[] };

/** With fewer texts a topic would be a single one. */
const FEWEST_DOCUMENTS = 20;
const MOST_TERMS = 3_000;
/** Terms of more texts than this tell no topic from another. */
const COMMON_SHARE = 0.5;
const [FEWEST_TOPICS, MOST_TOPICS] = [4, 24];
const SEED = 1;

/**
 * The topics of a market's texts; null with too few. Starts from what was learnt `before`, so that topic 3 stays what
 * it was: models know topics by their numbers.
 */
export function fitMarketTopics(
  contents: readonly Content[],
  before: MarketTopics | null,
): MarketTopics | null {
  if (contents.length < FEWEST_DOCUMENTS) return null;
  const documents = contents.map((content) => termsOf(documentOf(content)));
  const { terms, documents: withTerm } = vocabularyOf(documents, MOST_TERMS);
  const telling = terms.filter(
    (_, i) => withTerm[i]! >= 2 && withTerm[i]! <= COMMON_SHARE * contents.length,
  );
  if (telling.length === 0) return null;
  const topics =
    before?.topics ??
    Math.min(MOST_TOPICS, Math.max(FEWEST_TOPICS, Math.round(Math.sqrt(contents.length / 2))));
  const start = randomTopics(topics, telling.length, seededRandom(SEED));
  if (before) {
    const index = new Map(before.terms.map((term, i) => [term, i]));
    telling.forEach((term, w) => {
      const known = index.get(term);
      if (known === undefined) return;
      for (let k = 0; k < topics; k++) {
        start.weights[k * telling.length + w] = before.weights[k * before.terms.length + known]!;
      }
    });
  }
  const bag = bagOf(telling);
  return { terms: telling, ...fitTopicModel(documents.map(bag), start) };
}

/** Contents as vectors [topics] of length 1 along their shares of topics; zero where no term is known. */
export function topicEmbedder(model: MarketTopics): (content: Content) => Float32Array {
  const bag = bagOf(model.terms);
  const infer = topicInference(model);
  return (content) => {
    const known = bag(termsOf(documentOf(content)));
    if (known.terms.length === 0) return new Float32Array(model.topics);
    return toUnitLength(Float32Array.from(infer(known)));
  };
}

/** So many of a topic's strongest terms may name it. */
const NAMING_TERMS = 30;

/**
 * The name of each topic to a person: of its strongest terms the `count` of which the largest shares are this topic's,
 * so that "the", which most of it may be and every other topic too, comes last.
 */
export function topicTerms({ topics, terms, weights }: MarketTopics, count: number): string[][] {
  const totals = terms.map((_, w) => {
    let total = 0;
    for (let k = 0; k < topics; k++) total += weights[k * terms.length + w]!;
    return total;
  });
  return Array.from({ length: topics }, (_, k) =>
    terms
      .map((term, w) => {
        const weight = weights[k * terms.length + w]!;
        return { term, weight, own: weight / totals[w]! };
      })
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, NAMING_TERMS)
      .toSorted((a, b) => b.own - a.own)
      .slice(0, count)
      .map(({ term }) => term),
  );
}

function bagOf(terms: readonly string[]): (document: readonly string[]) => BagOfTerms {
  const index = new Map(terms.map((term, i) => [term, i]));
  return (document) => {
    const counts = new Map<number, number>();
    for (const term of document) {
      const known = index.get(term);
      if (known !== undefined) counts.set(known, (counts.get(known) ?? 0) + 1);
    }
    return { terms: [...counts.keys()], counts: [...counts.values()] };
  };
}
