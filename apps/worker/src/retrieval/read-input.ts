import { createHash } from 'node:crypto';
import type { EventKind, RetrievalInput } from '@placard/contracts';
import { behaviourWeight } from '@placard/ranking';
import type pg from 'pg';

/** The newest, of a large market: what viewers turn to changes. */
const MOST_EVENTS = 200_000;
const PAGE = 20_000;
const MOST_ADVERTISED_ITEMS = 10_000;

/** Impressions say what was offered, and a hide what was not wanted. */
export const TURNED_TO = `market_id = $1 and ivt is null and viewer_key is not null and item_id is not null
  and kind in ('click', 'conversion', 'view', 'purchase', 'add-to-cart', 'rating', 'dwell')`;

type Behaviour = {
  seq: string;
  kind: EventKind;
  viewer_key: string;
  item_id: string;
  categories: string[];
  value: number | null;
  quantity: number | null;
  at_ms: number;
};

export type ReadInput = Pick<RetrievalInput, 'interactions' | 'content'> & {
  /** Null where nobody acted. */
  readonly newestEventSeq: string | null;
  /** sha256 of all of it. */
  readonly digest: string;
};

/** What the market's viewers did with items, weighed, and what is said of these and of items with an ad. */
export async function readRetrievalInput(
  pool: pg.Pool,
  marketId: string,
  signal: AbortSignal,
): Promise<ReadInput> {
  const pairs = new Map<string, RetrievalInput['interactions'][number]>();
  const terms = await readTerms(pool, marketId);
  let newestEventSeq: string | null = null;
  for await (const events of newestFirst(pool, marketId)) {
    signal.throwIfAborted();
    newestEventSeq ??= events[0]!.seq;
    for (const event of events) {
      const known = terms.get(event.item_id);
      if (!known && event.categories.length > 0) terms.set(event.item_id, event.categories);
      const value = behaviourWeight(event).interest;
      if (!(value > 0)) continue;
      const key = JSON.stringify([event.viewer_key, event.item_id]);
      const pair = pairs.get(key);
      pairs.set(key, {
        viewerKey: event.viewer_key,
        itemId: event.item_id,
        value: value + (pair?.value ?? 0),
        atMs: Math.max(event.at_ms, pair?.atMs ?? 0),
      });
    }
  }
  const interactions = [...pairs.values()];
  const content = [...terms].map(([itemId, words]) => ({ itemId, terms: words }));
  const digest = createHash('sha256').update(JSON.stringify([interactions, content]));
  return { interactions, content, newestEventSeq, digest: digest.digest('hex') };
}

async function* newestFirst(pool: pg.Pool, marketId: string): AsyncGenerator<Behaviour[]> {
  let before: string | null = null;
  for (let read = 0; read < MOST_EVENTS; read += PAGE) {
    const { rows }: { rows: Behaviour[] } = await pool.query(
      `select seq::text, kind, viewer_key, item_id, categories, value, quantity::float8,
         (extract(epoch from occurred_at) * 1000)::float8 as at_ms
       from events where ${TURNED_TO} and ($2::bigint is null or seq < $2) order by seq desc limit ${PAGE}`,
      [marketId, before],
    );
    if (rows.length === 0) return;
    yield rows;
    before = rows.at(-1)!.seq;
  }
}

/** Of items that an ad in the market promotes: categories, and the words of the title. */
async function readTerms(pool: pg.Pool, marketId: string): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{
    item_id: string;
    title: string | null;
    item_categories: string[] | null;
    ad_categories: string[];
  }>(
    `select distinct on (a.item_id) a.item_id, i.title, i.categories as item_categories,
       a.categories as ad_categories
     from ads a join ad_groups g on g.id = a.ad_group_id join campaigns c on c.id = g.campaign_id
       left join items i on i.id = a.item_id
     where c.market_id = $1 and a.item_id is not null and a.status = 'active'
     order by a.item_id, a.id limit ${MOST_ADVERTISED_ITEMS}`,
    [marketId],
  );
  return new Map(
    rows.map((row) => [
      row.item_id,
      [
        ...new Set([...(row.item_categories ?? []), ...row.ad_categories]),
        ...(row.title ?? '').toLowerCase().split(/[^\p{L}\p{N}]+/u),
      ].filter((term) => term.length > 0),
    ]),
  );
}
