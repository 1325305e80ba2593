import { RETRIEVAL_METHODS, type RetrievalInput } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { retrieverOf } from '@placard/ranking';
import { describe, expect, it } from 'vitest';
import { SEQUENCE_ENCODERS } from '../next-item/encoders/catalogue.ts';
import { als } from '../recommend/als.ts';
import { fitRetrieval } from './fit-retrieval.ts';
import { tieVectors } from './tie-vectors.ts';

const GROUPS = 5;
const PER_GROUP = 6;

/** Each viewer turns to items of one group, in turn, and to what all turn to. */
function tastes(viewers: number): RetrievalInput['interactions'] {
  const random = seededRandom(7);
  return Array.from({ length: viewers }, (_, v) => v).flatMap((v) => {
    const start = Math.floor(random() * PER_GROUP);
    const items = [0, 1, 2, 3].map((i) => `g${v % GROUPS}-${(start + i) % PER_GROUP}`);
    return ['hit', ...items].map((itemId, i) => ({
      viewerKey: `v${v}`,
      itemId,
      value: 1,
      atMs: i,
    }));
  });
}

const input = (change: Partial<RetrievalInput>): RetrievalInput => ({
  choice: 'auto',
  trainedAtMs: 0,
  interactions: [],
  content: [],
  ...change,
});
const content = ['a', 'b'].flatMap((topic) =>
  [1, 2, 3].map((i) => ({ itemId: `${topic}${i}`, terms: [`about-${topic}`] })),
);
const first = (fitted: Awaited<ReturnType<typeof fitRetrieval>>, itemId: string) =>
  retrieverOf(fitted!.model).retrieve([{ itemId, weight: 1 }], 1, { skip: new Set([itemId]) })[0]
    ?.itemId;

describe('what ties items', () => {
  it('is learnt by the method that finds the last items best, far better than popularity', async () => {
    const fitted = (await fitRetrieval(input({ interactions: tastes(150) })))!;
    const { metrics, model } = fitted;
    expect(metrics.heldOutViewers).toBe(75);
    expect(metrics.methods.map(({ method }) => method)).toEqual(
      RETRIEVAL_METHODS.filter(
        (method) =>
          !['content-based', 'lightgcn', 'bpr', ...Object.keys(SEQUENCE_ENCODERS)].includes(method),
      ),
    );
    const best = Math.max(...metrics.methods.map(({ ndcgAt10 }) => ndcgAt10));
    expect(metrics.methods.find(({ method }) => method === model.method)?.ndcgAt10).toBe(best);
    expect(best).toBeGreaterThan(2 * metrics.popularity!.ndcgAt10);
    expect(first(fitted, 'g2-1')).toMatch(/^g2-/);
  });

  it('is learnt by the method asked for, and measured', async () => {
    const { model, metrics } = (await fitRetrieval(
      input({ choice: 'markov-chain', interactions: tastes(60) }),
    ))!;
    expect(model.method).toBe('markov-chain');
    expect(metrics.methods).toHaveLength(1);
  });

  it.each(RETRIEVAL_METHODS.filter((method) => method !== 'content-based'))(
    'is learnt by %s when asked, and finds more than popularity does',
    async (choice) => {
      const fitted = (await fitRetrieval(input({ choice, interactions: tastes(150) })))!;
      expect(fitted.model.method).toBe(choice);
      const { methods, popularity } = fitted.metrics;
      expect(methods[0]!.ndcgAt10).toBeGreaterThan(1.5 * popularity!.ndcgAt10);
    },
  );

  it('is content while nobody acted, and while too few did to compare', async () => {
    const alone = (await fitRetrieval(input({ content })))!;
    expect(alone.model.method).toBe('content-based');
    expect(first(alone, 'b2')).toMatch(/^b/);
    const ten = tastes(2).map((one, i) => ({ ...one, itemId: content[i % 6]!.itemId }));
    const few = (await fitRetrieval(input({ content, interactions: ten })))!;
    expect(few.metrics).toMatchObject({ heldOutViewers: 0, methods: [] });
    expect(few.model.method).toBe('content-based');
    expect(first(few, 'a1')).toMatch(/^a/);
  });

  it('is something else where the method asked for cannot be, and says so', async () => {
    const { model, metrics } = (await fitRetrieval(input({ choice: 'ease', content })))!;
    expect(model.method).toBe('content-based');
    expect(metrics.reason).toContain('ease does not fit');
  });

  it('is nothing where there is nothing to learn from', async () => {
    expect(await fitRetrieval(input({}))).toBeNull();
  });

  it('is the same twice', async () => {
    const once = () => fitRetrieval(input({ choice: 'als', interactions: tastes(40) }));
    expect(await once()).toEqual(await once());
  });
});

it('vectors turned into ties keep the groups apart', async () => {
  const viewers = 60;
  const pairs = Array.from({ length: viewers }, (_, v) =>
    [0, 1, 2, 3].map((i) => ({ v, item: (v % 2) * 6 + ((v + i) % 6) })),
  ).flat();
  const fitted = als.fit(
    {
      viewerCount: viewers,
      itemCount: 12,
      viewers: Int32Array.from(pairs, ({ v }) => v),
      items: Int32Array.from(pairs, ({ item }) => item),
      values: new Float32Array(pairs.length).fill(1),
      atMs: null,
    },
    { random: seededRandom(1), settings: { dim: 2, penalty: 1 } },
  );
  const { online } = fitted;
  if (online?.kind !== 'vectors') throw new Error('ALS serves by vectors');
  const ties = await tieVectors(online);
  if (ties.kind !== 'neighbours') throw new Error('twelve items need no index');
  const row = Array.from(ties.row(2));
  const worstOfOwn = Math.min(...[0, 1, 3, 4, 5].map((item) => row[item]!));
  const bestOfOther = Math.max(...row.slice(6));
  expect(worstOfOwn).toBeGreaterThan(bestOfOther);
});
