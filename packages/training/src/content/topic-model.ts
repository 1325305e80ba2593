import { gammaSample, type Random } from '@placard/domain';

/** A document as the numbers of its terms and how often each occurs. */
export type BagOfTerms = { readonly terms: readonly number[]; readonly counts: readonly number[] };

export type TopicModel = {
  readonly topics: number;
  /** lambda [topics, terms]: of each topic, how often each term is believed to have come of it. */
  readonly weights: Float64Array;
};

/** How long to go on: passes over all documents, and turns of one document until it changes less. */
export type TopicEffort = {
  readonly passes: number;
  readonly mostTurns: number;
  readonly leastChange: number;
};

const EFFORT: TopicEffort = { passes: 30, mostTurns: 100, leastChange: 1e-3 };
/** A term that no topic gives any weight must not divide by zero. */
const EPSILON = 2.220446049250313e-16;

/**
 * Latent Dirichlet allocation (Blei, Ng and Jordan, JMLR 2003) by variational Bayes over all documents at once, as
 * Hoffman, Blei and Bach (NIPS 2010) write it, with alpha = eta = 1 / topics. `before` is where it starts: a model
 * over the same terms, such as the one of yesterday, whose topics then keep their numbers.
 */
export function fitTopicModel(
  documents: readonly BagOfTerms[],
  before: TopicModel,
  effort: TopicEffort = EFFORT,
): TopicModel {
  const { topics } = before;
  const terms = before.weights.length / topics;
  let weights = before.weights;
  for (let pass = 0; pass < effort.passes; pass++) {
    const expected = expectedTopics({ topics, weights });
    const gained = new Float64Array(weights.length);
    for (const document of documents) {
      const { shares, norms } = inferTopics(document, expected, topics, terms, effort);
      document.terms.forEach((term, t) => {
        const scale = document.counts[t]! / norms[t]!;
        for (let k = 0; k < topics; k++) gained[k * terms + term]! += shares[k]! * scale;
      });
    }
    weights = gained.map((gain, i) => 1 / topics + gain * expected[i]!);
  }
  return { topics, weights };
}

/** Where a first model starts: near to no topics at all, told apart by chance. */
export function randomTopics(topics: number, terms: number, random: Random): TopicModel {
  const weights = Float64Array.from(
    { length: topics * terms },
    () => gammaSample(100, random) / 100,
  );
  return { topics, weights };
}

/** Theta [topics] of a document, summing to 1: what share of it each topic is believed to have. */
export function topicInference(
  model: TopicModel,
  effort: TopicEffort = EFFORT,
): (document: BagOfTerms) => Float64Array {
  const expected = expectedTopics(model);
  const terms = model.weights.length / model.topics;
  return (document) => {
    const { weights } = inferTopics(document, expected, model.topics, terms, effort);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  };
}

/** exp(E[ln beta]) [topics, terms]. */
function expectedTopics({ topics, weights }: TopicModel): Float64Array {
  const terms = weights.length / topics;
  const expected = new Float64Array(weights.length);
  for (let k = 0; k < topics; k++) {
    let total = 0;
    for (let w = 0; w < terms; w++) total += weights[k * terms + w]!;
    const of = digamma(total);
    for (let w = 0; w < terms; w++) {
      expected[k * terms + w] = Math.exp(digamma(weights[k * terms + w]!) - of);
    }
  }
  return expected;
}

/** The E-step of one document: gamma [topics], exp(E[ln theta]) [topics], and each term's normaliser. */
function inferTopics(
  { terms: numbers, counts }: BagOfTerms,
  expected: Float64Array,
  topics: number,
  terms: number,
  { mostTurns, leastChange }: TopicEffort,
) {
  let weights = new Float64Array(topics).fill(1);
  let shares = expectedShares(weights);
  const norms = new Float64Array(numbers.length);
  const normalise = () => {
    numbers.forEach((term, t) => {
      let norm = EPSILON;
      for (let k = 0; k < topics; k++) norm += shares[k]! * expected[k * terms + term]!;
      norms[t] = norm;
    });
  };
  normalise();
  for (let turn = 0; turn < mostTurns; turn++) {
    const next = new Float64Array(topics);
    let change = 0;
    for (let k = 0; k < topics; k++) {
      let sum = 0;
      for (let t = 0; t < numbers.length; t++) {
        sum += (counts[t]! / norms[t]!) * expected[k * terms + numbers[t]!]!;
      }
      next[k] = 1 / topics + shares[k]! * sum;
      change += Math.abs(next[k]! - weights[k]!);
    }
    weights = next;
    shares = expectedShares(weights);
    normalise();
    if (change / topics < leastChange) break;
  }
  return { weights, shares, norms };
}

/** exp(E[ln theta]) of a Dirichlet. */
function expectedShares(weights: Float64Array): Float64Array {
  const total = digamma(weights.reduce((sum, weight) => sum + weight, 0));
  return weights.map((weight) => Math.exp(digamma(weight) - total));
}

/** The derivative of ln gamma, for x > 0: by its recurrence up to 6, then its asymptotic series. */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 6) {
    shift -= 1 / at;
    at += 1;
  }
  const r = 1 / (at * at);
  const series =
    r *
    (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - r * (691 / 32_760))))));
  return shift + Math.log(at) - 0.5 / at - series;
}
