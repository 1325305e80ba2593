import { createHash } from 'node:crypto';
import type { Blobs } from '@placard/blobs';
import { type Clock, DAY_MS, newId } from '@placard/domain';
import type { JobPayload } from '@placard/queue';
import { runSessionPolicyProcess } from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { readVisits } from './read-visits.ts';

export type SessionPolicyParts = {
  readonly pool: pg.Pool;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Policies of a market that are kept to look back at. */
const KEPT = 20;

/**
 * Learns what ads do to visits, in every market that wants to rank by it and has learnt nothing for a day, or in the
 * one named. The same visits make no second policy. One that says no more than means do is kept and does not serve.
 */
export async function learnSessionPolicies(
  parts: SessionPolicyParts,
  { marketId }: JobPayload<'session-policy'>,
  signal: AbortSignal,
): Promise<void> {
  const before = new Date(parts.clock.nowMs() - DAY_MS);
  const { rows } = await parts.pool.query<{ id: string }>(
    `select m.id from markets m where m.session_policy = 'on' and ($1::text is null or m.id = $1)
       and ($1::text is not null or not exists (select 1 from session_policies p
         where p.market_id = m.id and p.trained_at > $2)) order by m.id`,
    [marketId ?? null, before],
  );
  for (const { id } of rows) {
    signal.throwIfAborted();
    try {
      await learnMarket(parts, id, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      parts.logger.error({ err: error, marketId: id }, 'a market could not learn of its visits');
    }
  }
}

async function learnMarket(
  { pool, blobs, clock, logger }: SessionPolicyParts,
  marketId: string,
  signal: AbortSignal,
): Promise<void> {
  const trainedAtMs = clock.nowMs();
  const visits = await readVisits(pool, marketId, trainedAtMs);
  const inputDigest = createHash('sha256').update(JSON.stringify(visits)).digest('hex');
  const { rowCount: known } = await pool.query(
    'update session_policies set trained_at = $3 where market_id = $1 and input_digest = $2',
    [marketId, inputDigest, new Date(trainedAtMs)],
  );
  if (known) return;
  const learnt = await runSessionPolicyProcess(
    { trainedAtMs, visits: visits.map((visit) => [...visit]) },
    signal,
  );
  if (!learnt) return;
  const { bytes, report } = learnt;
  await pool.query(
    `insert into session_policies (id, market_id, digest, input_digest, visits, report, trained_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict (market_id, input_digest) do nothing`,
    [
      ...[newId('ssp'), marketId, await blobs.put(bytes), inputDigest, visits.length],
      ...[JSON.stringify(report), new Date(trainedAtMs)],
    ],
  );
  await pool.query(
    `delete from session_policies where market_id = $1 and id not in
       (select id from session_policies where market_id = $1 order by trained_at desc, id desc limit ${KEPT})`,
    [marketId],
  );
  logger.info({ marketId, ...report }, 'a market learnt what ads do to visits');
}
