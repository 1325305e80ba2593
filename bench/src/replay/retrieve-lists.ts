import { loadRetriever, type Retriever, type Scorer, topK } from '@placard/ranking';
import type { PlatformClient } from '@placard/simulator';
import { runRetrievalProcess } from '@placard/training';
import { z } from 'zod';
import type { BenchMarket } from '../platform/create-bench-market.ts';
import { askLists, type ListQuestion } from './ask-lists.ts';
import type { Dataset } from './import/dataset.ts';
import { LIST_LENGTH } from './measure.ts';
import { clickRates } from './models.ts';
import { feedbackOf, pointInTimeOf, type ReplayMarket } from './replay-market.ts';

export const offeredSchema = z.object({ viewerId: z.string(), itemIds: z.array(z.string()) });
type Offered = z.infer<typeof offeredSchema>;

/** As the decision pipeline reads them: the last ten items that a viewer turned to. */
const RECENT_ITEMS = 10;
const RETRIEVED = 100;

type Parts = {
  readonly dataset: Dataset;
  readonly boundary: number;
  readonly market: BenchMarket;
  readonly client: PlatformClient;
  /** The champion, disposed of in the end. */
  readonly scorer: Scorer;
  readonly state: ReplayMarket;
};

/**
 * Lists by what retrieval models tie to the viewer's last items: learnt by the process that the worker runs, read by
 * what the ad-server loads; then ranked by the champion.
 */
export async function retrieveLists(
  questions: readonly ListQuestion[],
  parts: Parts,
): Promise<Record<string, Offered[]>> {
  const { dataset, boundary, market, client } = parts;
  const lists: Record<string, Offered[]> = {};
  const recent = recentOf(dataset, boundary);
  for (const choice of ['auto', 'content-based'] as const) {
    const retriever = await learn(dataset, boundary, choice);
    const name = choice === 'auto' ? `${retriever.method}, what evaluation picked` : 'content';
    const retrieved = questions.map(({ viewerId, seenItemIds }) => ({
      viewerId,
      found: retriever.retrieve(recent.get(viewerId) ?? [], RETRIEVED, {
        skip: new Set(seenItemIds),
      }),
    }));
    lists[`retrieval alone: ${name}`] = retrieved.map(({ viewerId, found }) => ({
      viewerId,
      itemIds: found.slice(0, LIST_LENGTH).map(({ itemId }) => itemId),
    }));
    if (choice !== 'auto') continue;
    const served = await askLists(
      questions,
      { dataset, market, client },
      new Map(
        retrieved.map(({ viewerId, found }) => [viewerId, found.map(({ itemId }) => itemId)]),
      ),
    );
    lists['retrieval, then the champion'] = served.map(({ viewerId, itemIds }) => ({
      viewerId,
      itemIds: [...itemIds],
    }));
    lists['retrieval times the champion'] = await timesClickRate(questions, retrieved, parts);
  }
  await parts.scorer.dispose();
  return lists;
}

type Found = ReturnType<Retriever['retrieve']>;

/** Tie times click rate: how likely a viewer turns to it, and likes it then. The state is that after the first part. */
async function timesClickRate(
  questions: readonly ListQuestion[],
  retrieved: readonly { readonly viewerId: string; readonly found: Found }[],
  { dataset, boundary, state, scorer }: Parts,
): Promise<Offered[]> {
  const attributes = new Map(dataset.viewers.map((v) => [v.viewerId, v.attributes]));
  const past = pointInTimeOf(state, dataset);
  for (const interaction of dataset.interactions.slice(0, boundary)) {
    past.apply(feedbackOf(interaction, state));
  }
  const lists: Offered[] = [];
  for (const [i, { viewerId, found }] of retrieved.entries()) {
    const pairs = past.valuesOf(
      {
        viewerKey: viewerId,
        attributes: attributes.get(viewerId) ?? {},
        atMs: questions[i]!.atMs,
      },
      found.map(({ itemId }) => state.ads[itemId]!.adId),
    );
    const rates = await clickRates(scorer, pairs);
    const best = topK(
      found.map(({ score }, f) => Math.max(0, score) * rates[f]!),
      LIST_LENGTH,
    );
    lists.push({ viewerId, itemIds: best.map((f) => found[f]!.itemId) });
  }
  return lists;
}

async function learn(
  { items, interactions }: Dataset,
  boundary: number,
  choice: 'auto' | 'content-based',
): Promise<Retriever> {
  const liked = interactions.slice(0, boundary).filter(({ clicked }) => clicked);
  const learnt = await runRetrievalProcess({
    choice,
    trainedAtMs: interactions[boundary]!.atMs,
    interactions: liked.map(({ viewerId, itemId, atMs }) => ({
      viewerKey: viewerId,
      itemId,
      value: 1,
      atMs,
    })),
    content: items.map(({ itemId, categories, title }) => ({
      itemId,
      terms: [...categories, ...title.toLowerCase().split(/[^\p{L}\p{N}]+/u)].filter(Boolean),
    })),
  });
  if (!learnt) throw new Error('there is nothing to learn retrieval from');
  return loadRetriever(learnt.bytes);
}

/** What each viewer liked last in the first part, newest first. */
function recentOf({ interactions }: Dataset, boundary: number) {
  const recent = new Map<string, { itemId: string; weight: number }[]>();
  for (const { viewerId, itemId, clicked } of interactions.slice(0, boundary)) {
    if (!clicked) continue;
    const own = recent.get(viewerId) ?? [];
    recent.set(viewerId, [{ itemId, weight: 1 }, ...own].slice(0, RECENT_ITEMS));
  }
  return recent;
}
