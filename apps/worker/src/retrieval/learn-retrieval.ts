import { createHash } from 'node:crypto';
import type { Blobs } from '@placard/blobs';
import { type RetrievalMetrics, retrievalChoiceSchema } from '@placard/contracts';
import { type Clock, DAY_MS, HOUR_MS, newId } from '@placard/domain';
import type { JobPayload } from '@placard/queue';
import { runRetrievalProcess } from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { forgetFailures, noteFailure } from './back-off.ts';
import { readRetrievalInput, TURNED_TO } from './read-input.ts';

export type RetrievalParts = {
  readonly pool: pg.Pool;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Models of a market that are kept to look back at. */
const KEPT = 100;

/**
 * Learns what ties items in every market where it is time to, or in the one named: after an hour in which viewers
 * turned to something, after a day in which only ads changed, and at once when another method is asked for. The
 * same input makes no second model, so running it twice changes nothing. A market that fails waits twice as long
 * before each new try.
 */
export async function learnRetrieval(
  parts: RetrievalParts,
  { marketId }: JobPayload<'retrieval'>,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await parts.pool.query<Market>(
    `select m.id, m.retrieval_method, r.trained_at, r.newest_event_seq::text, r.interactions, r.metrics, f.retry_at
     from markets m left join lateral (
       select * from retrieval_models where market_id = m.id order by trained_at desc, id desc limit 1
     ) r on true
     left join learning_failures f on f.market_id = m.id and f.learner = 'retrieval'
     where m.retrieval_method <> 'off' and ($1::text is null or m.id = $1) order by m.id`,
    [marketId ?? null],
  );
  for (const market of rows) {
    signal.throwIfAborted();
    try {
      if (await isDue(parts, market, marketId !== undefined)) {
        await learnMarket(parts, market, signal);
        if (market.retry_at) await forgetFailures(parts.pool, market.id);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      const note = await noteFailure(parts.pool, market.id, error, parts.clock.nowMs());
      parts.logger.error(
        { err: error, marketId: market.id, ...note },
        'a market could not learn to retrieve',
      );
    }
  }
}

type Market = {
  readonly id: string;
  readonly retrieval_method: string;
  /** Of its newest model: null where it has none. */
  readonly trained_at: Date | null;
  readonly newest_event_seq: string | null;
  readonly interactions: number | null;
  readonly metrics: RetrievalMetrics | null;
  /** When to try again what failed last; null where it did not. */
  readonly retry_at: Date | null;
};

async function isDue(
  { pool, clock }: RetrievalParts,
  market: Market,
  asked: boolean,
): Promise<boolean> {
  if (market.retry_at) return market.retry_at.getTime() <= clock.nowMs();
  if (!market.trained_at || market.metrics?.requested !== market.retrieval_method) return true;
  const ageMs = clock.nowMs() - market.trained_at.getTime();
  if (ageMs >= DAY_MS) return true;
  if (ageMs < HOUR_MS && !asked) return false;
  const { rowCount } = await pool.query(
    `select 1 from events where ${TURNED_TO} and seq > $2 limit 1`,
    [market.id, market.newest_event_seq ?? '0'],
  );
  return rowCount === 1;
}

async function learnMarket(
  { pool, blobs, clock, logger }: RetrievalParts,
  market: Market,
  signal: AbortSignal,
): Promise<void> {
  const choice = retrievalChoiceSchema.exclude(['off']).parse(market.retrieval_method);
  const input = await readRetrievalInput(pool, market.id, signal);
  if (input.interactions.length === 0 && input.content.length === 0) return;
  const inputDigest = createHash('sha256').update(`${choice} ${input.digest}`).digest('hex');
  const trainedAt = new Date(clock.nowMs());
  const { rowCount: known } = await pool.query(
    'update retrieval_models set trained_at = $3 where market_id = $1 and input_digest = $2',
    [market.id, inputDigest, trainedAt],
  );
  if (known) return;
  const { interactions, content } = input;
  const learnt = await runRetrievalProcess(
    { choice, trainedAtMs: trainedAt.getTime(), interactions, content },
    signal,
  );
  if (!learnt) return;
  const { bytes, metrics, method, items } = learnt;
  const digest = await blobs.put(bytes);
  await pool.query(
    `insert into retrieval_models (id, market_id, method, digest, input_digest, items, interactions,
       newest_event_seq, metrics, trained_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10) on conflict (market_id, input_digest) do nothing`,
    [
      ...[newId('rtm'), market.id, method, digest, inputDigest, items, interactions.length],
      ...[input.newestEventSeq, JSON.stringify(metrics), trainedAt],
    ],
  );
  await pool.query(
    `delete from retrieval_models where market_id = $1 and id not in
       (select id from retrieval_models where market_id = $1 order by trained_at desc, id desc limit ${KEPT})`,
    [market.id],
  );
  logger.info({ marketId: market.id, method, items, digest }, 'a market learnt to retrieve');
}
