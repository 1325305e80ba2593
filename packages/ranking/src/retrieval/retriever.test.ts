import { encodeRetrievalModel, type NeighbourModel, type VectorModel } from '@placard/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from '../metrics/index.ts';
import { largest } from './largest.ts';
import { loadRetriever, retrieverOf } from './load-retriever.ts';
import { recentItems } from './recent-items.ts';

const header = { formatVersion: 1, trainedAtMs: 0, recencyDecay: 1 } as const;

const table: NeighbourModel = {
  ...header,
  kind: 'neighbours',
  method: 'item-neighbours',
  itemIds: ['lamp', 'desk', 'chair', 'rug'],
  popularity: Float32Array.of(1, 4, 3, 2),
  // lamp -> desk .5, chair .25; desk -> chair 1; rug has no neighbours.
  offsets: Uint32Array.of(0, 2, 3, 3, 3),
  neighbours: Uint32Array.of(1, 2, 2),
  weights: Float32Array.of(0.5, 0.25, 1),
};

const vectors: VectorModel = {
  ...header,
  kind: 'vectors',
  method: 'als',
  itemIds: ['lamp', 'desk', 'chair'],
  dim: 2,
  popularity: Float32Array.of(1, 3, 2),
  vectors: Float32Array.of(1, 0, 0, 1, 2, 2),
  historyVectors: null,
  foldIn: { kind: 'sum' },
};

const once = (...itemIds: string[]) => itemIds.map((itemId) => ({ itemId, weight: 1 }));

describe('a neighbour table', () => {
  const retriever = loadRetriever(encodeRetrievalModel(table));

  it('adds up the neighbours of what is recent', () => {
    expect(retriever.retrieve(once('lamp', 'desk'), 3)).toEqual([
      { itemId: 'chair', score: 1.25 },
      { itemId: 'desk', score: 0.5 },
    ]);
    expect(retriever.score(once('lamp', 'desk'), ['rug', 'chair', 'sofa'])).toEqual([
      0,
      1.25,
      null,
    ]);
  });

  it('skips what it is told to', () => {
    const skip = new Set(['chair']);
    expect(retriever.retrieve(once('lamp'), 3, { skip })).toEqual([{ itemId: 'desk', score: 0.5 }]);
  });

  it('gives a viewer of whom it knows nothing what is popular', () => {
    for (const recent of [[], once('sofa'), once('rug')]) {
      expect(retriever.knows(recent)).toBe(false);
      expect(retriever.retrieve(recent, 2).map(({ itemId }) => itemId)).toEqual(['desk', 'chair']);
    }
  });

  it('forgets one viewer before the next', () => {
    retriever.retrieve(once('lamp', 'desk'), 3);
    expect(retriever.retrieve(once('desk'), 3)).toEqual([{ itemId: 'chair', score: 1 }]);
  });

  it('lets the older count less where the model says so', () => {
    const ageing = retrieverOf({ ...table, recencyDecay: 0.5 });
    expect(ageing.score(once('lamp', 'desk'), ['chair'])).toEqual([0.25 + 0.5]);
    expect(ageing.score(once('desk', 'sofa', 'lamp'), ['chair'])).toEqual([1 + 0.25 * 0.25]);
  });
});

describe('item vectors', () => {
  it('sum: (1,0) + (0,1) meets (2,2)', () => {
    expect(retrieverOf(vectors).score(once('lamp', 'desk'), vectors.itemIds)).toEqual([1, 1, 4]);
  });

  it('mean: half of it', () => {
    const mean = retrieverOf({ ...vectors, foldIn: { kind: 'mean' } });
    expect(mean.retrieve(once('lamp', 'desk'), 1)).toEqual([{ itemId: 'chair', score: 2 }]);
  });

  it('a history may have vectors of its own', () => {
    const own = retrieverOf({ ...vectors, historyVectors: Float32Array.of(0, 3, 0, 0, 0, 0) });
    expect(own.score(once('lamp'), ['lamp', 'desk'])).toEqual([0, 3]);
  });

  it('ridge: the least squares solution, worked in one dimension', () => {
    const line = retrieverOf({
      ...vectors,
      dim: 1,
      vectors: Float32Array.of(1, 2, 4),
      foldIn: { kind: 'ridge', confidence: 2, penalty: 0.5 },
    });
    // c = 1 + 2 for desk: u = 3*2 / (1 + 3*4 + 16 + 0.5)
    expect(line.score(once('desk'), ['lamp'])[0]).toBeCloseTo(6 / 29.5, 12);
  });

  it('of a new viewer are those of what is popular', () => {
    expect(retrieverOf(vectors).retrieve([], 1)).toEqual([{ itemId: 'desk', score: 3 }]);
  });
});

it('the heap keeps what sorting keeps', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 12 }),
      (scores, k) => {
        expect(largest(scores, k, () => true)).toEqual(topK(scores, k));
        const even = topK(scores, 40).filter((i) => i % 2 === 0);
        expect(largest(scores, k, (i) => i % 2 === 0)).toEqual(even.slice(0, k));
      },
    ),
  );
  expect(largest([1, 2], 0, () => true)).toEqual([]);
});

it('recent items are those of the profile, newest first, once each, without what was hidden', () => {
  const entry = (kind: 'click' | 'hide' | 'view' | 'search', itemId: string | null) => ({
    kind,
    itemId,
    adId: null,
    categories: [],
    atMs: 0,
  });
  const recent = [
    entry('click', 'rug'),
    entry('hide', 'lamp'),
    entry('search', null),
    entry('view', 'rug'),
    entry('click', 'lamp'),
    entry('view', 'desk'),
  ];
  expect(recentItems({ recent })).toEqual(once('rug', 'desk'));
});
