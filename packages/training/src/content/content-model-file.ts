import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ContentModel } from './content-model.ts';
import type { EncodedContents } from './encoded-contents.ts';

/** Arrays of numbers as base64 of their little-endian bytes. */
const numbers = z.base64();
const encodedSchema = z.object({
  name: z.string().min(1),
  inputDim: z.int().positive(),
  dim: z.int().positive(),
  projection: numbers,
  keys: z.array(z.string()),
  vectors: numbers,
});
const fileSchema = z.object({
  formatVersion: z.literal(1),
  trainedAtMs: z.number(),
  texts: z.int().nonnegative(),
  text: z.object({
    dim: z.int().positive(),
    terms: z.array(z.string()),
    vectors: numbers,
    idf: numbers,
    documentCount: z.int().nonnegative(),
  }),
  topics: z
    .object({ topics: z.int().positive(), terms: z.array(z.string()), weights: numbers })
    .nullable(),
  encodedText: encodedSchema.nullable(),
  encodedImages: encodedSchema.nullable(),
});
type File = z.infer<typeof fileSchema>;
type EncodedFile = z.infer<typeof encodedSchema>;

/** As bytes. Equal models have equal bytes. */
export function encodeContentModel(model: ContentModel): Uint8Array {
  const { trainedAtMs, texts, text, topics, encodedText, encodedImages } = model;
  const file: File = {
    formatVersion: 1,
    ...{ trainedAtMs, texts },
    text: { ...text, terms: [...text.terms], vectors: base64(text.vectors), idf: base64(text.idf) },
    topics: topics && { ...topics, terms: [...topics.terms], weights: base64(topics.weights) },
    encodedText: encodedText && fileOf(encodedText),
    encodedImages: encodedImages && fileOf(encodedImages),
  };
  return new TextEncoder().encode(JSON.stringify(file));
}

/** @throws Error on bytes that are none, or whose arrays do not fit together. */
export function decodeContentModel(bytes: Uint8Array): ContentModel {
  const file = fileSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const { text, topics, encodedText, encodedImages } = file;
  return {
    trainedAtMs: file.trainedAtMs,
    texts: file.texts,
    text: {
      ...text,
      vectors: floats(text.vectors, text.terms.length * text.dim),
      idf: floats(text.idf, text.terms.length),
    },
    topics: topics && {
      ...topics,
      weights: fitting(
        new Float64Array(bytesOf(topics.weights)),
        topics.topics * topics.terms.length,
      ),
    },
    encodedText: encodedText && encodedOf(encodedText),
    encodedImages: encodedImages && encodedOf(encodedImages),
  };
}

/** Names the space that the vectors of the market's own text lie in, and its topics. */
export function ownTextSource({ text, topics }: ContentModel): string {
  const learnt = createHash('sha256');
  for (const array of [text.vectors, text.idf, ...(topics ? [topics.weights] : [])]) {
    learnt.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return `own-text-${learnt.digest('hex').slice(0, 16)}`;
}

function floats(stored: string, length: number): Float32Array {
  return fitting(new Float32Array(bytesOf(stored)), length);
}

function encodedOf(file: EncodedFile): EncodedContents {
  const { inputDim, dim, keys } = file;
  return {
    ...file,
    projection: floats(file.projection, inputDim * dim),
    vectors: floats(file.vectors, keys.length * dim),
  };
}

function fileOf(encoded: EncodedContents): EncodedFile {
  return {
    ...encoded,
    projection: base64(encoded.projection),
    keys: [...encoded.keys],
    vectors: base64(encoded.vectors),
  };
}

function fitting<A extends { readonly length: number }>(array: A, length: number): A {
  if (array.length === length) return array;
  throw new RangeError(`${array.length} numbers where ${length} belong`);
}

function base64({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function bytesOf(text: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(text, 'base64')).buffer;
}
