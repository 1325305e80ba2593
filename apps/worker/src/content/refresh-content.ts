import { createHash } from 'node:crypto';
import type { Blobs } from '@placard/blobs';
import { encodeContentTable, type Snapshot } from '@placard/contracts';
import { type Clock, DAY_MS, newId } from '@placard/domain';
import {
  type ContentModel,
  contentTable,
  decodeContentModel,
  encodeContentModel,
  learnContent,
  type MarketContents,
  topicTerms,
} from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { readContents } from './read-contents.ts';

export type ContentParts = {
  readonly pool: pg.Pool;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Models of a market that are kept to look back at. */
const KEPT = 20;
/** So much more to learn from is worth learning anew. */
const GROWTH = 1.25;
const TOPIC_TERMS = 8;

/**
 * Brings the content vectors of every market in step with a snapshot: an ad that is new or says something else gets
 * its vector by the model at hand, and the model is learnt anew once the text has grown by a quarter, or changed a
 * day after. The same contents change nothing, so doing it twice is doing it once.
 */
export async function refreshContent(
  parts: ContentParts,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await parts.pool.query<{ id: string }>(
    "select id from markets where content_method <> 'off'",
  );
  const wanted = new Set(rows.map(({ id }) => id));
  for (const [marketId, contents] of await readContents(parts.pool, snapshot)) {
    signal.throwIfAborted();
    if (!wanted.has(marketId) || contents.ads.length === 0) continue;
    try {
      await refreshMarket(parts, marketId, contents, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      parts.logger.error({ err: error, marketId }, 'the content of a market could not be read');
    }
  }
}

type Newest = {
  readonly id: string;
  readonly model_digest: string;
  readonly input_digest: string;
  readonly trained_at: Date;
};

async function refreshMarket(
  { pool, blobs, clock, logger }: ContentParts,
  marketId: string,
  contents: MarketContents,
  signal: AbortSignal,
): Promise<void> {
  const inputDigest = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  const { rows } = await pool.query<Newest>(
    `select id, model_digest, input_digest, trained_at from content_models where market_id = $1
     order by trained_at desc, id desc limit 1`,
    [marketId],
  );
  const newest = rows[0];
  if (newest?.input_digest === inputDigest) return;
  const before = newest ? decodeContentModel(await blobs.get(newest.model_digest)) : null;
  const nowMs = clock.nowMs();
  const texts = contents.ads.length + contents.items.length;
  if (newest && before && !isOutgrown(before, texts, nowMs)) {
    const digest = await blobs.put(encodeContentTable(contentTable(before, contents)));
    await pool.query(
      `update content_models set digest = $2, input_digest = $3, contents = $4, updated_at = now()
       where id = $1`,
      [newest.id, digest, inputDigest, texts],
    );
    logger.info({ marketId, texts, digest }, 'new contents of a market have their vectors');
    return;
  }
  const model = await learnContent(contents, before, nowMs, signal);
  const modelDigest = await blobs.put(encodeContentModel(model));
  const digest = await blobs.put(encodeContentTable(contentTable(model, contents)));
  await pool.query(
    `insert into content_models (id, market_id, method, model_digest, digest, input_digest, contents,
       metrics, trained_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)`,
    [
      ...[newId('cnm'), marketId, 'words', modelDigest, digest, inputDigest, texts],
      ...[JSON.stringify(metricsOf(model)), new Date(nowMs)],
    ],
  );
  await pool.query(
    `delete from content_models where market_id = $1 and id not in
       (select id from content_models where market_id = $1 order by trained_at desc, id desc limit ${KEPT})`,
    [marketId],
  );
  logger.info(
    { marketId, texts, terms: model.text.terms.length, digest },
    'a market read its text',
  );
}

function isOutgrown({ trainedAtMs, texts }: ContentModel, now: number, nowMs: number): boolean {
  return now > texts * GROWTH || nowMs - trainedAtMs >= DAY_MS;
}

function metricsOf({ text, topics, texts }: ContentModel) {
  return {
    texts,
    terms: text.terms.length,
    dim: text.dim,
    topics: topics ? topicTerms(topics, TOPIC_TERMS) : [],
  };
}
