import {
  RETRIEVAL_METHODS,
  type RetrievalInput,
  type RetrievalMethod,
  type RetrievalMetrics,
  type RetrievalModel,
} from '@placard/contracts';
import { retrieverOf } from '@placard/ranking';
import { SEQUENCE_ENCODERS } from '../next-item/encoders/catalogue.ts';
import { type Catalogue, fitMethod } from './fit-method.ts';
import { accuracyOf, leaveLastOut } from './leave-last-out.ts';

export type FittedRetrieval = {
  readonly model: RetrievalModel;
  readonly metrics: RetrievalMetrics;
};

/** Items beyond the most popular ones are left to the other sources of retrieval. */
const MOST_ITEMS = 50_000;
/** A table of all pairs is learnt in seconds up to here. */
const MOST_PAIRED_ITEMS = 2_000;
/** Every item's terms meet those of all others that share one. */
const MOST_DESCRIBED_ITEMS = 10_000;
const MOST_HELD_OUT = 1_000;
/** Items of one viewer: one is held out, one stops the training, and two make an order. */
const FEWEST_IN_ORDER = 4;
const OF_HISTORIES: ReadonlySet<string> = new Set(Object.keys(SEQUENCE_ENCODERS));
/** Minutes rather than seconds to learn. */
const ONLY_WHEN_ASKED: ReadonlySet<string> = new Set(['lightgcn', 'bpr', ...OF_HISTORIES]);
/** With fewer, chance would choose. */
const FEWEST_HELD_OUT = 20;

/**
 * Learns what ties a market's items: the method asked for, or of those that fit the catalogue the one with the
 * best nDCG@10 on viewers' last items; content alone where nobody acted yet, or too few to compare. Each is
 * measured as it serves. Null where there is nothing to learn from.
 */
export async function fitRetrieval(input: RetrievalInput): Promise<FittedRetrieval | null> {
  const { interactions, choice, trainedAtMs } = input;
  const catalogue = catalogueOf(input);
  const { itemIds } = catalogue;
  const able = ableMethods(catalogue, interactions);
  if (able.length === 0) return null;
  const { train, heldOut } = leaveLastOut(interactions, MOST_HELD_OUT);
  const wanted = able.filter((method) =>
    choice === 'auto' ? !ONLY_WHEN_ASKED.has(method) : method === choice,
  );
  const contenders =
    wanted.length > 0 ? wanted : able.filter((method) => !ONLY_WHEN_ASKED.has(method));
  const comparable = heldOut.length >= FEWEST_HELD_OUT;
  const fitOn = (method: RetrievalMethod, rows: RetrievalInput['interactions']) =>
    fitMethod(method, rows, catalogue, trainedAtMs);
  const measured = [];
  for (const method of comparable ? contenders : []) {
    const retriever = retrieverOf(await fitOn(method, train));
    measured.push({ method, ...accuracyOf(retriever, heldOut), retriever });
  }
  const popularity = measured[0]
    ? accuracyOf(measured[0].retriever, heldOut, { alikeForAll: true })
    : null;
  const best = measured.reduce<(typeof measured)[number] | null>(
    (top, one) => (top && top.ndcgAt10 >= one.ndcgAt10 ? top : one),
    null,
  );
  // Unmeasured, content is the safer guess: a handful of events ties what happened to meet.
  const method =
    best?.method ?? (contenders.includes('content-based') ? 'content-based' : contenders[0]!);
  const why = best
    ? contenders.length > 1
      ? `best nDCG@10 of ${contenders.length} on the last items of ${heldOut.length} viewers`
      : 'asked for'
    : interactions.length === 0
      ? 'nobody acted yet: content alone'
      : `only ${heldOut.length} viewers to compare methods by`;
  const refused = wanted.length === 0 ? `${choice} does not fit ${itemIds.length} items; ` : '';
  return {
    model: await fitOn(method, interactions),
    metrics: {
      requested: choice,
      reason: refused + why,
      heldOutViewers: comparable ? heldOut.length : 0,
      popularity,
      methods: measured.map(({ retriever: _, ...accuracy }) => accuracy),
    },
  };
}

function ableMethods(
  { itemIds, terms }: Catalogue,
  interactions: RetrievalInput['interactions'],
): RetrievalMethod[] {
  const described = terms.some((list) => list.length > 0);
  return RETRIEVAL_METHODS.filter((method) => {
    if (method === 'content-based') return described && itemIds.length <= MOST_DESCRIBED_ITEMS;
    if (interactions.length === 0) return false;
    if (OF_HISTORIES.has(method) && mostOfOneViewer(interactions) < FEWEST_IN_ORDER) return false;
    const isByVectors = method === 'als' || method === 'two-tower';
    return isByVectors || itemIds.length <= MOST_PAIRED_ITEMS;
  });
}

function mostOfOneViewer(interactions: RetrievalInput['interactions']): number {
  const counts = new Map<string, number>();
  let most = 0;
  for (const { viewerKey } of interactions) {
    const count = (counts.get(viewerKey) ?? 0) + 1;
    counts.set(viewerKey, count);
    most = Math.max(most, count);
  }
  return most;
}

/** Items that viewers turned to, the most turned to first, then those that are described. */
function catalogueOf({ interactions, content }: RetrievalInput): Catalogue {
  const counts = new Map<string, number>();
  for (const { itemId } of interactions) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
  for (const { itemId } of content) if (!counts.has(itemId)) counts.set(itemId, 0);
  const itemIds = [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_ITEMS)
    .map(([itemId]) => itemId);
  const described = new Map(content.map(({ itemId, terms }) => [itemId, terms]));
  return { itemIds, terms: itemIds.map((itemId) => described.get(itemId) ?? []) };
}
