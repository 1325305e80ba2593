import type { LoggedEvent, LogPosition } from '@placard/contracts';
import { listen } from '@placard/db';
import pg from 'pg';
import { type EventRow, eventOfRow, selectEventColumns } from './event-rows.ts';
import { type FollowOptions, follow } from './follow.ts';
import { readHorizon } from './horizon.ts';

/** Before the first event. */
export const LOG_START: LogPosition = { xid: '0', seq: '0' };

export type EventLogReader = {
  /**
   * At most `limit` events after `position`, in log order. Stops below the oldest transaction still writing in
   * this database, so that a row committed out of order is never skipped: such a transaction delays reading
   * until it ends (our connections are cut off after 10-60 s idle in one).
   */
  readonly readAfter: (position: LogPosition, limit: number) => Promise<LoggedEvent[]>;
  /** All of one viewer's events in a market up to `upTo`, in log order: what their profile was folded from. */
  readonly ofViewer: (
    marketId: string,
    viewerKey: string,
    upTo: LogPosition,
  ) => Promise<LoggedEvent[]>;
  /** Calls `onBatch` with each run of events until `signal` aborts. Rejects with what `onBatch` throws. */
  readonly follow: (options: FollowOptions) => Promise<void>;
  /** How far behind a consumer at `position` is. `oldestMs`: age of its next event, null when none waits. */
  readonly lag: (position: LogPosition) => Promise<{ events: number; oldestMs: number | null }>;
  readonly close: () => Promise<void>;
};

/** The most that `lag` counts. */
const LAG_LIMIT = 100_000;

/** A reader for the worker role at `url`, with one connection that listens for appends. */
export function createEventLogReader(url: string): EventLogReader {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 60_000,
    application_name: 'placard event log reader',
  });
  pool.on('error', () => undefined);

  const woken = new Set<() => void>();
  let listener: ReturnType<typeof listen> | undefined;
  const onAppended = (wake: () => void) => {
    listener ??= listen(url, 'events_appended', () => {
      for (const each of woken) each();
    });
    woken.add(wake);
    return () => woken.delete(wake);
  };

  const readAfter = async (position: LogPosition, limit: number): Promise<LoggedEvent[]> => {
    const horizon = await readHorizon(pool);
    const { rows } = await pool.query<EventRow>({
      name: 'read events',
      text: `
        select ${selectEventColumns} from events
        where (xid, seq) > ($1::xid8, $2::bigint)
          and events.xid < $4::xid8
        order by events.xid, events.seq
        limit $3`,
      values: [position.xid, position.seq, limit, horizon],
    });
    return rows.map(eventOfRow);
  };

  const ofViewer: EventLogReader['ofViewer'] = async (marketId, viewerKey, upTo) => {
    const { rows } = await pool.query<EventRow>({
      name: 'read a viewer',
      text: `
        select ${selectEventColumns} from events
        where market_id = $1 and viewer_key = $2 and (xid, seq) <= ($3::xid8, $4::bigint)
        order by events.xid, events.seq`,
      values: [marketId, viewerKey, upTo.xid, upTo.seq],
    });
    return rows.map(eventOfRow);
  };

  const unread = async (position: LogPosition): Promise<boolean> => {
    const { rows } = await pool.query<{ unread: boolean }>({
      text: 'select exists (select from events where (xid, seq) > ($1::xid8, $2::bigint)) as unread',
      values: [position.xid, position.seq],
    });
    return rows[0]?.unread ?? false;
  };

  return {
    readAfter,
    ofViewer,
    follow: (options) => follow({ readAfter, unread, onAppended }, options),
    async lag(position) {
      const { rows } = await pool.query<{ events: number; oldest_ms: number | null }>({
        text: `
          select count(*)::int as events,
            (extract(epoch from now() - min(received_at)) * 1000)::float8 as oldest_ms
          from (
            select received_at from events where (xid, seq) > ($1::xid8, $2::bigint)
            order by events.xid, events.seq limit ${LAG_LIMIT}
          ) waiting`,
        values: [position.xid, position.seq],
      });
      return { events: rows[0]?.events ?? 0, oldestMs: rows[0]?.oldest_ms ?? null };
    },
    close: async () => {
      await listener?.close();
      await pool.end();
    },
  };
}
