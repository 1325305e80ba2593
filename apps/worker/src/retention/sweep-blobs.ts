import type { Blobs } from '@placard/blobs';
import { type Clock, DAY_MS } from '@placard/domain';
import type { SnapshotPointer } from '@placard/serving';
import type pg from 'pg';
import type { Logger } from 'pino';

/** Whoever stores a blob has this long to write down that it is wanted; snapshots are read again as long. */
const UNTOUCHED_MS = 7 * DAY_MS;
/** Of what a market learns by itself the newest serves; a few are kept, should it have to be taken back. */
const KEPT_OF_A_MARKET = 3;

/**
 * Every digest that must stay: assets, the artefacts of all registered versions, the newest of what markets learn.
 * Columns that name blobs and are not read here lose them: a test lists the columns there are.
 */
const WANTED = `
  select digest from assets
  union select file.value from model_versions, jsonb_each_text(manifest) as file
  union ${newest('retrieval_models', 'digest')}
  union ${newest('content_models', 'digest')}
  union ${newest('content_models', 'model_digest')}
  union ${newest('session_policies', 'digest')}`;

function newest(table: string, column: string): string {
  return `select digest from (
    select ${column} as digest, row_number() over (partition by market_id order by trained_at desc, id desc) as nth
    from ${table}) as ${table}_${column} where nth <= ${KEPT_OF_A_MARKET}`;
}

/** Deletes the blobs that nothing names and nobody stored for a week. Running it twice changes nothing. */
export async function sweepBlobs(parts: {
  readonly pool: pg.Pool;
  readonly blobs: Blobs;
  readonly pointer: Pick<SnapshotPointer, 'current'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<{ blobs: number; bytes: number }> {
  const untouchedSinceMs = parts.clock.nowMs() - UNTOUCHED_MS;
  const current = await parts.pointer.current();
  const { rows } = await parts.pool.query<{ digest: string }>(WANTED);
  const keep = new Set(rows.map(({ digest }) => digest));
  if (current) keep.add(current.revision);
  const swept = await parts.blobs.sweep({ keep, untouchedSinceMs });
  if (swept.blobs > 0) parts.logger.info(swept, 'blobs that nobody wants are gone');
  return swept;
}
