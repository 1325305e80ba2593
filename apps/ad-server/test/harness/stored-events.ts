import { closeDatabase, connectDatabase } from '@placard/db';

/** What a test looks at of an event in the log. */
export type StoredEvent = {
  readonly kind: string;
  readonly dedupeKey: string;
  readonly occurredAtMs: number;
  readonly marketId: string;
  readonly viewerKey: string | null;
  readonly decision: { decisionId: string; adId: string; chargeMicros: number } | null;
  readonly itemId: string | null;
  readonly categories: string[];
  readonly quantity: number | null;
  readonly value: number | null;
  readonly ivt: string | null;
};

const EVENTS = `
  select seq, json_build_object(
    'kind', kind, 'dedupeKey', dedupe_key, 'marketId', market_id, 'viewerKey', viewer_key,
    'occurredAtMs', round(extract(epoch from occurred_at) * 1000),
    'decision', case when decision_id is not null then json_build_object(
      'decisionId', decision_id, 'adId', ad_id, 'chargeMicros', charge_micros) end,
    'itemId', item_id, 'categories', categories, 'quantity', quantity, 'value', value, 'ivt', ivt
  ) as event
  from events where seq > $1 order by seq`;

/**
 * The owner's look at what is committed. The log's own reader waits for every transaction of the whole
 * server, so that on a busy one it may not show yet what an answer has already promised.
 */
export function openStoredEvents(ownerUrl: string) {
  const owner = connectDatabase(ownerUrl, { poolSize: 1 });
  let start = '0';
  const read = async () =>
    (await owner.$client.query<{ seq: string; event: StoredEvent }>(EVENTS, [start])).rows;
  return {
    /** Since the last `skip`. */
    events: async () => (await read()).map(({ event }) => event),
    skip: async () => {
      start = (await read()).at(-1)?.seq ?? start;
    },
    /** Viewer key by id of those decisions that are stored. */
    decisions: async (ids: readonly string[]): Promise<Record<string, string | null>> => {
      const { rows } = await owner.$client.query<{ id: string; viewer_key: string | null }>(
        'select id, viewer_key from decisions where id = any($1)',
        [ids],
      );
      return Object.fromEntries(rows.map(({ id, viewer_key }) => [id, viewer_key]));
    },
    /** How retrieval came by a stored decision's ad; undefined while it is not stored. */
    retrievedBy: async (decisionId: string): Promise<unknown> => {
      const { rows } = await owner.$client.query(
        'select retrieved_by from decisions where id = $1',
        [decisionId],
      );
      return rows[0]?.retrieved_by;
    },
    close: () => closeDatabase(owner),
  };
}
