import type { EventRecord } from '@placard/contracts';
import type { Connection } from './connection.ts';
import { EventLogUnavailableError } from './errors.ts';
import { insertEvents } from './event-rows.ts';

type Outcome = 'accepted' | 'duplicate';

/**
 * Inserts a batch, the first of equal dedupe keys only. When the connection is lost it cannot be known
 * whether the insert took effect: it is repeated once, and a record found stored under its own id is ours.
 */
export async function insertEventsOnce(
  connection: Connection,
  batch: readonly EventRecord[],
): Promise<Outcome[]> {
  const firsts = new Map<string, EventRecord>();
  for (const record of batch) {
    if (!firsts.has(record.dedupeKey)) firsts.set(record.dedupeKey, record);
  }
  const statement = insertEvents([...firsts.values()]);
  let stored: Set<string>;
  try {
    stored = keysOf(await connection.query<{ dedupe_key: string }>(statement));
  } catch (error) {
    if (!(error instanceof EventLogUnavailableError)) throw error;
    await connection.query(statement);
    stored = await keysStoredAs(connection, firsts);
  }
  return batch.map(({ dedupeKey }) => (stored.delete(dedupeKey) ? 'accepted' : 'duplicate'));
}

async function keysStoredAs(
  connection: Connection,
  firsts: ReadonlyMap<string, EventRecord>,
): Promise<Set<string>> {
  const rows = await connection.query<{ dedupe_key: string; id: string }>({
    text: 'select dedupe_key, id from events where dedupe_key = any($1)',
    values: [[...firsts.keys()]],
  });
  return keysOf(rows.filter((row) => firsts.get(row.dedupe_key)?.id === row.id));
}

function keysOf(rows: readonly { dedupe_key: string }[]): Set<string> {
  return new Set(rows.map((row) => row.dedupe_key));
}
