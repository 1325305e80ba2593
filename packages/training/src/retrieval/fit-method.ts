import type { RetrievalInput, RetrievalMethod, RetrievalModel } from '@placard/contracts';
import { seededRandom } from '@placard/domain';
import { SEQUENCE_ENCODERS, type SequenceEncoderName } from '../next-item/encoders/catalogue.ts';
import { contentForm } from '../recommend/content-based.ts';
import type { Interactions } from '../recommend/interactions.ts';
import { type OnlineForm, toRetrievalModel } from '../recommend/online-form.ts';
import { itemPopularity } from '../recommend/popularity.ts';
import { RECOMMENDER_METHODS } from '../recommend/recommender-catalogue.ts';
import { sequenceForm } from './sequence-form.ts';
import { tieVectors } from './tie-vectors.ts';
import { twoTowerForm } from './two-tower-form.ts';

/** The items of a model, and what is said of each. */
export type Catalogue = {
  readonly itemIds: readonly string[];
  readonly terms: readonly (readonly string[])[];
};

/** Vectors meet every item at every decision: beyond this many products a table of ties serves in their place. */
const MOST_PRODUCTS = 16_000;
const NEIGHBOURS = 50;
const SEED = 1;

/** Learns one method in the form in which it serves. Throws where it needs interactions and there are none. */
export async function fitMethod(
  method: RetrievalMethod,
  interactions: RetrievalInput['interactions'],
  { itemIds, terms }: Catalogue,
  trainedAtMs: number,
): Promise<RetrievalModel> {
  const columns = columnsOf(interactions, itemIds);
  const form = await formOf(method, columns, terms);
  const served =
    form.kind === 'vectors' && itemIds.length * form.dim > MOST_PRODUCTS
      ? await tieVectors(form)
      : form;
  return toRetrievalModel(served, {
    method,
    trainedAtMs,
    itemIds,
    popularity: itemPopularity(columns),
    neighbours: NEIGHBOURS,
  });
}

async function formOf(
  method: RetrievalMethod,
  columns: Interactions,
  terms: Catalogue['terms'],
): Promise<OnlineForm> {
  if (method === 'content-based') return contentForm(terms);
  if (method === 'two-tower') return twoTowerForm(columns, SEED);
  if (isOfSequences(method)) return sequenceForm(SEQUENCE_ENCODERS[method], columns, SEED);
  const { online } = RECOMMENDER_METHODS[method].fit(columns, { random: seededRandom(SEED) });
  if (!online) throw new Error(`${method} serves nobody who acts after training`);
  return online;
}

function isOfSequences(method: RetrievalMethod): method is RetrievalMethod & SequenceEncoderName {
  return Object.hasOwn(SEQUENCE_ENCODERS, method);
}

function columnsOf(
  interactions: RetrievalInput['interactions'],
  itemIds: readonly string[],
): Interactions {
  const itemNumbers = new Map(itemIds.map((itemId, i) => [itemId, i]));
  const viewers = new Map<string, number>();
  const known = interactions.filter(({ itemId }) => itemNumbers.has(itemId));
  for (const { viewerKey } of known) {
    if (!viewers.has(viewerKey)) viewers.set(viewerKey, viewers.size);
  }
  return {
    viewerCount: viewers.size,
    itemCount: itemIds.length,
    viewers: Int32Array.from(known, ({ viewerKey }) => viewers.get(viewerKey)!),
    items: Int32Array.from(known, ({ itemId }) => itemNumbers.get(itemId)!),
    values: Float32Array.from(known, ({ value }) => value),
    atMs: Float64Array.from(known, ({ atMs }) => atMs),
  };
}
