import { createHash } from 'node:crypto';
import { z } from 'zod';
import { distinctContents, type MarketContents } from './content-input.ts';
import { fitMarketTopics, type MarketTopics } from './market-topics.ts';
import { fitTextModel, type TextModel } from './text-model.ts';

/** All that a market's own text has taught. */
export type ContentModel = {
  readonly trainedAtMs: number;
  /** How many ads and items it was learnt from. */
  readonly texts: number;
  readonly text: TextModel;
  readonly topics: MarketTopics | null;
};

export function fitContentModel(
  market: MarketContents,
  before: ContentModel | null,
  trainedAtMs: number,
): ContentModel {
  const contents = distinctContents(market);
  return {
    trainedAtMs,
    texts: market.ads.length + market.items.length,
    text: fitTextModel(contents),
    topics: fitMarketTopics(contents, before?.topics ?? null),
  };
}

const floats = z.base64();
const fileSchema = z.object({
  formatVersion: z.literal(1),
  trainedAtMs: z.number(),
  texts: z.int().nonnegative(),
  text: z.object({
    dim: z.int().positive(),
    terms: z.array(z.string()),
    vectors: floats,
    idf: floats,
    documentCount: z.int().nonnegative(),
  }),
  topics: z
    .object({ topics: z.int().positive(), terms: z.array(z.string()), weights: floats })
    .nullable(),
});

/** As bytes: JSON, arrays of numbers as base64 of their little-endian bytes. Equal models have equal bytes. */
export function encodeContentModel({ trainedAtMs, texts, text, topics }: ContentModel): Uint8Array {
  const file: z.infer<typeof fileSchema> = {
    formatVersion: 1,
    trainedAtMs,
    texts,
    text: { ...text, terms: [...text.terms], vectors: base64(text.vectors), idf: base64(text.idf) },
    topics: topics && { ...topics, terms: [...topics.terms], weights: base64(topics.weights) },
  };
  return new TextEncoder().encode(JSON.stringify(file));
}

/** @throws Error on bytes that are none, or whose arrays do not fit together. */
export function decodeContentModel(bytes: Uint8Array): ContentModel {
  const { trainedAtMs, texts, text, topics } = fileSchema.parse(
    JSON.parse(new TextDecoder().decode(bytes)),
  );
  const model: ContentModel = {
    trainedAtMs,
    texts,
    text: {
      ...text,
      vectors: new Float32Array(bytesOf(text.vectors)),
      idf: new Float32Array(bytesOf(text.idf)),
    },
    topics: topics && { ...topics, weights: new Float64Array(bytesOf(topics.weights)) },
  };
  const { terms, dim, vectors, idf } = model.text;
  if (vectors.length !== terms.length * dim || idf.length !== terms.length) {
    throw new RangeError('the word vectors have another length than the terms');
  }
  if (model.topics && model.topics.weights.length !== topics!.topics * topics!.terms.length) {
    throw new RangeError('the topics have another length than their terms');
  }
  return model;
}

/** Names the space that a model's vectors lie in. */
export function contentSource(modelBytes: Uint8Array): string {
  return `market-text-${createHash('sha256').update(modelBytes).digest('hex').slice(0, 16)}`;
}

function base64({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function bytesOf(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, 'base64')).buffer;
}
