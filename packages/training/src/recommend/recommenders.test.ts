import { seededRandom } from '@placard/domain';
import { ndcgAtK, retrieverOf } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { chooseWeights } from './blend.ts';
import { type Interactions, rowsByItem, rowsByViewer, selectInteractions } from './interactions.ts';
import { toRetrievalModel } from './online-form.ts';
import { itemPopularity } from './popularity.ts';
import { RECOMMENDER_METHODS, type RecommenderMethodName } from './recommender-catalogue.ts';
import type { Recommender } from './recommender-method.ts';
// What implicit, scikit-learn and numpy give: infra/reference/collaborative-filtering/record_recommenders.py
import reference from './recommenders.reference.json' with { type: 'json' };
import { visitSimilarities } from './similarity.ts';
import { kMeans } from './viewer-clusters.ts';

function interactionsOf(
  triples: readonly (readonly number[])[],
  viewerCount: number,
  itemCount: number,
): Interactions {
  return {
    viewerCount,
    itemCount,
    viewers: Int32Array.from(triples, ([v]) => v!),
    items: Int32Array.from(triples, ([, i]) => i!),
    values: Float32Array.from(triples, ([, , value]) => value ?? 1),
    atMs: Float64Array.from(triples, (_, e) => e),
  };
}

const observed = interactionsOf(reference.interactions, reference.viewers, reference.items);
const viewers = Array.from({ length: reference.viewers }, (_, v) => v);

function fit(name: RecommenderMethodName, settings: Record<string, unknown> = {}): Recommender {
  return RECOMMENDER_METHODS[name].fit(observed, {
    settings,
    random: seededRandom(reference.seed),
    itemTerms: reference.terms,
  });
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string) {
  expected.forEach((value, i) => {
    expect(actual[i], `${what}, item ${i}`).toBeCloseTo(value, 4);
  });
}

describe('scores as a reference scores', () => {
  it.each(Object.keys(reference.scores) as (keyof typeof reference.scores)[])('%s', (name) => {
    const fitted = fit(name, reference.settings[name]);
    for (const v of viewers)
      expectClose(fitted.score(v), reference.scores[name][v]!, `viewer ${v}`);
  });
});

describe('worked by hand', () => {
  const small = interactionsOf(
    [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [2, 1],
      [2, 2],
    ],
    3,
    3,
  );
  const fitSmall = (name: RecommenderMethodName, settings: Record<string, unknown> = {}) =>
    RECOMMENDER_METHODS[name].fit(small, { settings, random: seededRandom(1) });

  it('popularity counts', () => {
    expect([...fitSmall('popularity').score(2)]).toEqual([2, 3, 2]);
  });

  it('Jaccard: items 0 and 2 share one viewer of three', () => {
    const rows: number[][] = [];
    const options = { kind: 'jaccard', shrinkage: 0, minSupport: 1 } as const;
    visitSimilarities(rowsByItem(small), rowsByViewer(small), options, (_, row) => {
      rows.push([...row]);
    });
    expect(rows[0]![1]).toBeCloseTo(2 / 3, 12);
    expect(rows[0]![2]).toBeCloseTo(1 / 3, 12);
    expect(rows[1]![2]).toBeCloseTo(2 / 3, 12);
  });

  it('user-based: cosine 2/sqrt 6 of viewers 0 and 1, 1/2 of 1 and 2', () => {
    const [zero, one, two] = fitSmall('user-neighbours').score(1);
    const [alike, less] = [2 / Math.sqrt(6), 1 / 2];
    expect(zero).toBeCloseTo(alike, 6);
    expect(one).toBeCloseTo(alike + less, 6);
    expect(two).toBeCloseTo(alike + less, 6);
  });

  it('Markov chain: two of two steps from 0 lead to 1; 2 leads nowhere and falls back on popularity', () => {
    const settings = { reach: 1, backOff: 1, decay: 0.5 };
    const scores = fitSmall('markov-chain', settings).score(2);
    // Viewer 2 saw 1 (age 1), then 2 (age 0). From 1: two steps to 2. Shares: 2/7, 3/7, 2/7.
    expect(scores[0]).toBeCloseTo(2 / 7 + (0.5 * (2 / 7)) / 3, 6);
    expect(scores[2]).toBeCloseTo(2 / 7 + (0.5 * (2 + 2 / 7)) / 3, 6);
  });

  it('Markov chain without times is refused', () => {
    expect(() =>
      RECOMMENDER_METHODS['markov-chain'].fit(
        { ...small, atMs: null },
        { random: seededRandom(1) },
      ),
    ).toThrow(/times/);
  });

  it('k-means finds two groups that share nothing, whatever the seed', () => {
    const groups = interactionsOf(
      [...Array(10).keys()].flatMap((v) => [0, 1, 2].map((i) => [v, (v % 2) * 3 + i])),
      10,
      6,
    );
    for (const seed of [1, 2, 3]) {
      const { assignment, inertia } = kMeans(rowsByViewer(groups), 2, 20, seededRandom(seed));
      expect(new Set(assignment.filter((_, v) => v % 2 === 0)).size).toBe(1);
      expect(assignment[0]).not.toBe(assignment[1]);
      expect(inertia).toBeCloseTo(0, 9);
    }
  });

  it('viewers of a cluster see what is popular in it: (2 + 10 x 2/3) / (3 + 10)', () => {
    expect(fitSmall('viewer-clusters', { clusters: 1 }).score(0)[0]).toBeCloseTo(
      (2 + (10 * 2) / 3) / 13,
      6,
    );
  });
});

it('a new item is recommended by its content, and by no method that knows clicks alone', () => {
  const untouched = reference.terms.findIndex((_, i) => !observed.items.includes(i));
  expect(untouched).toBeGreaterThan(-1);
  expect(fit('content-based').score(0)[untouched]).toBeGreaterThan(0);
  expect(fit('item-neighbours').score(0)[untouched]).toBe(0);
});

describe('online equals offline', () => {
  const itemIds = reference.terms.map((_, i) => `item-${i}`);
  const histories = rowsByViewer(observed);
  const recentOf = (viewer: number) =>
    Array.from({ length: histories.offsets[viewer + 1]! - histories.offsets[viewer]! }, (_, e) => {
      const entry = histories.offsets[viewer]! + e;
      return { itemId: itemIds[histories.columns[entry]!]!, weight: histories.values[entry]! };
    }).reverse();
  const online = (name: RecommenderMethodName, settings: Record<string, unknown>) => {
    const fitted = fit(name, settings);
    const options = {
      method: name,
      trainedAtMs: 0,
      itemIds,
      popularity: itemPopularity(observed),
      neighbours: itemIds.length,
    };
    return { fitted, retriever: retrieverOf(toRetrievalModel(fitted.online!, options)) };
  };

  it.each(['item-neighbours', 'ease', 'content-based', 'pure-svd'] as const)('%s', (name) => {
    const { fitted, retriever } = online(name, reference.settings[name]);
    for (const v of viewers) {
      const scores = retriever.score(recentOf(v), itemIds) as number[];
      expectClose(scores, [...fitted.score(v)], `${name}, viewer ${v}`);
    }
  });

  it('ALS folds a viewer in as implicit does', () => {
    const { retriever } = online('als', reference.settings.als);
    expectClose(retriever.score(recentOf(0), itemIds) as number[], reference.alsFoldedIn, 'folded');
  });

  it('a Markov chain weighs the newest most', () => {
    const { retriever } = online('markov-chain', { decay: 0.5 });
    const plain = { ...observed, values: observed.values.map(() => 1) };
    const fitted = RECOMMENDER_METHODS['markov-chain'].fit(plain, {
      settings: { decay: 0.5 },
      random: seededRandom(1),
    });
    const recent = recentOf(0).map(({ itemId }) => ({ itemId, weight: 1 }));
    expectClose(retriever.score(recent, itemIds) as number[], [...fitted.score(0)], 'markov');
  });
});

describe('a blend', () => {
  it('takes the member that ranks what was held back, and leaves out the one that does not', () => {
    const learning = rowsByViewer(
      interactionsOf(
        [
          [0, 0],
          [1, 1],
        ],
        2,
        4,
      ),
    );
    const validation = rowsByViewer(
      interactionsOf(
        [
          [0, 2],
          [1, 3],
        ],
        2,
        4,
      ),
    );
    const always = (...scores: number[]): Recommender => ({
      score: (v) => Float32Array.from(v === 0 ? scores : scores.toReversed()),
      online: null,
    });
    const weights = chooseWeights([always(9, 1, 0, 5), always(0, 0, 5, 1)], {
      learning,
      validation: { ...validation, offsets: Int32Array.of(0, 1, 1) },
      viewers: Int32Array.of(0, 1),
      rounds: 3,
      listLength: 1,
    });
    expect(weights).toEqual([0, 1]);
  });

  it('finds two tastes about as well as its best member', () => {
    const random = seededRandom(4);
    const triples = [...Array(60).keys()].flatMap((v) =>
      [...Array(40).keys()]
        .filter((i) => random() < (i % 2 === v % 2 ? 0.5 : 0.05))
        .map((i) => [v, i]),
    );
    const all = interactionsOf(triples, 60, 40);
    const even = selectInteractions(
      all,
      [...triples.keys()].filter((e) => e % 3 !== 0),
    );
    const held = rowsByViewer(
      selectInteractions(
        all,
        [...triples.keys()].filter((e) => e % 3 === 0),
      ),
    );
    const learnt = rowsByViewer(even);
    const quality = (name: RecommenderMethodName) => {
      const fitted = RECOMMENDER_METHODS[name].fit(even, { random: seededRandom(1) });
      let sum = 0;
      for (let v = 0; v < 60; v++) {
        const scores = fitted.score(v);
        const labels = new Float32Array(40);
        for (let e = learnt.offsets[v]!; e < learnt.offsets[v + 1]!; e++) {
          scores[learnt.columns[e]!] = -Infinity;
        }
        for (let e = held.offsets[v]!; e < held.offsets[v + 1]!; e++) labels[held.columns[e]!] = 1;
        sum += ndcgAtK(scores, labels, 10) ?? 0;
      }
      return sum / 60;
    };
    expect(quality('blend')).toBeGreaterThan(quality('popularity') + 0.1);
    expect(quality('blend')).toBeGreaterThan(0.97 * quality('ease'));
  });
});
