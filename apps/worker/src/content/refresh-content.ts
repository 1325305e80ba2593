import { createHash } from 'node:crypto';
import type { Blobs } from '@placard/blobs';
import { encodeContentTable, type Snapshot } from '@placard/contracts';
import { type Clock, DAY_MS, newId } from '@placard/domain';
import {
  CLASSICAL_IMAGES,
  type EncoderSource,
  IMAGE_ENCODER,
  installedEncoder,
  SENTENCE_ENCODER,
} from '@placard/embeddings';
import {
  type ContentModel,
  contentTable,
  decodeContentModel,
  encodeContentModel,
  imagesOf,
  learnContent,
  type MarketContents,
  topicTerms,
} from '@placard/training';
import type pg from 'pg';
import type { Logger } from 'pino';
import { readContents } from './read-contents.ts';
import { withImages } from './with-images.ts';

export type ContentParts = {
  readonly pool: pg.Pool;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where encoders are brought to; absent: there are none. */
  readonly encodersDir?: string | undefined;
};

/** Models of a market that are kept to look back at. */
const KEPT = 20;
/** So much more to learn from is worth learning anew. */
const GROWTH = 1.25;
/** What so few encoded texts span says little of the next one. */
const FEW_ENCODED = 64;
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
  const wanted = await wantedMarkets(parts);
  for (const [marketId, contents] of await readContents(parts.pool, snapshot)) {
    signal.throwIfAborted();
    const want = wanted.get(marketId);
    if (!want || contents.ads.length === 0) continue;
    try {
      await refreshMarket(parts, want, contents, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      parts.logger.error({ err: error, marketId }, 'the content of a market could not be read');
    }
  }
}

/** Another text when a market asks for another method. */
export async function contentChoices(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ choices: string | null }>(
    "select string_agg(id || ':' || content_method, ' ' order by id) as choices from markets",
  );
  return rows[0]?.choices ?? '';
}

type Wanted = {
  readonly marketId: string;
  /** What makes the vectors of texts. */
  readonly method: 'words' | 'encoder';
  /** Its folder; null for `words`. */
  readonly sentenceEncoder: string | null;
  /** Null: images are known by their colours and edges. */
  readonly imageEncoder: string | null;
};

/** `auto` takes the sentence encoder where there is one; a market that asks for it must not be served by less. */
async function wantedMarkets({ pool, encodersDir, logger }: ContentParts) {
  const { rows } = await pool.query<{ id: string; content_method: string }>(
    "select id, content_method from markets where content_method <> 'off'",
  );
  const find = async (source: EncoderSource) =>
    encodersDir === undefined ? null : installedEncoder(encodersDir, source);
  const [installed, imageEncoder] = [await find(SENTENCE_ENCODER), await find(IMAGE_ENCODER)];
  return new Map(
    rows.flatMap(({ id: marketId, content_method: asked }): [string, Wanted][] => {
      if (asked === 'encoder' && !installed) {
        logger.warn({ marketId }, 'a market asks for the sentence encoder, which is not installed');
        return [];
      }
      const method = asked !== 'words' && installed ? 'encoder' : 'words';
      const sentenceEncoder = method === 'encoder' ? installed : null;
      return [[marketId, { marketId, method, sentenceEncoder, imageEncoder }]];
    }),
  );
}

type Newest = {
  readonly id: string;
  readonly method: string;
  readonly model_digest: string;
  readonly input_digest: string;
};

async function refreshMarket(
  { pool, blobs, clock, logger }: ContentParts,
  { marketId, method, sentenceEncoder, imageEncoder }: Wanted,
  contents: MarketContents,
  signal: AbortSignal,
): Promise<void> {
  const inputDigest = createHash('sha256')
    .update(JSON.stringify([method, imageEncoder !== null, contents]))
    .digest('hex');
  const { rows } = await pool.query<Newest>(
    `select id, method, model_digest, input_digest from content_models where market_id = $1
     order by trained_at desc, id desc limit 1`,
    [marketId],
  );
  const newest = rows[0];
  if (newest?.input_digest === inputDigest) return;
  const before = newest ? decodeContentModel(await blobs.get(newest.model_digest)) : null;
  const trainedAtMs = clock.nowMs();
  const texts = contents.ads.length + contents.items.length;
  const relearn = newest?.method !== method || !before || isOutgrown(before, texts, trainedAtMs);
  const seenBy = imageEncoder ? IMAGE_ENCODER.name : CLASSICAL_IMAGES;
  const seen = relearn ? null : before?.encodedImages;
  const known = seen?.name === seenBy ? seen : null;
  const model = await withImages(blobs, imagesOf(contents), known, (imagesFolder) =>
    learnContent(
      { contents, trainedAtMs, relearn, sentenceEncoder, imageEncoder, imagesFolder },
      before,
      signal,
    ),
  );
  const modelDigest = await blobs.put(encodeContentModel(model));
  const digest = await blobs.put(encodeContentTable(contentTable(model, contents)));
  if (newest && !relearn) {
    await pool.query(
      `update content_models set model_digest = $2, digest = $3, input_digest = $4, contents = $5,
         updated_at = now() where id = $1`,
      [newest.id, modelDigest, digest, inputDigest, texts],
    );
    logger.info({ marketId, texts, digest }, 'new contents of a market have their vectors');
    return;
  }
  await pool.query(
    `insert into content_models (id, market_id, method, model_digest, digest, input_digest, contents,
       metrics, trained_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9)`,
    [
      ...[newId('cnm'), marketId, method, modelDigest, digest, inputDigest, texts],
      ...[JSON.stringify(metricsOf(model)), new Date(trainedAtMs)],
    ],
  );
  await pool.query(
    `delete from content_models where market_id = $1 and id not in
       (select id from content_models where market_id = $1 order by trained_at desc, id desc limit ${KEPT})`,
    [marketId],
  );
  logger.info({ marketId, method, texts, digest }, 'what the ads of a market say was learnt');
}

function isOutgrown(model: ContentModel, texts: number, nowMs: number): boolean {
  if (texts > model.texts * GROWTH) return true;
  if (model.encodedText) return texts <= FEW_ENCODED;
  return nowMs - model.trainedAtMs >= DAY_MS;
}

function metricsOf({ text, topics, texts, encodedText, encodedImages }: ContentModel) {
  return {
    texts,
    terms: text.terms.length,
    dim: encodedText?.dim ?? text.dim,
    encoder: encodedText?.name ?? null,
    imageEncoder: encodedImages?.name ?? null,
    images: encodedImages?.keys.length ?? 0,
    topics: topics ? topicTerms(topics, TOPIC_TERMS) : [],
  };
}
