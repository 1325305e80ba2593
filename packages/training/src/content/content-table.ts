import type { ContentTable } from '@placard/contracts';
import { type MarketContents, rowsOf, sentenceOf } from './content-input.ts';
import type { ContentModel } from './content-model.ts';
import { ownTextSource } from './content-model-file.ts';
import type { Content } from './documents.ts';
import { type EncodedContents, encodedSource } from './encoded-contents.ts';
import { topicEmbedder } from './market-topics.ts';
import { textEmbedder } from './text-model.ts';

type Space = ContentTable['spaces'][number] & { readonly vectors: Float32Array };

/** The vectors of a market's contents. Work: a sum of short vectors a content. */
export function contentTable(model: ContentModel, contents: MarketContents): ContentTable {
  const rows = rowsOf(contents);
  const spaces = [
    textSpace(model, rows),
    ...topicSpace(model, rows),
    ...imageSpace(
      model,
      rows.map(({ image }) => image),
    ),
  ];
  return {
    formatVersion: 1,
    trainedAtMs: model.trainedAtMs,
    adIds: contents.ads.map(({ adId }) => adId),
    itemIds: contents.items.map(({ itemId }) => itemId),
    categories: [...contents.categories],
    spaces: spaces.map(({ kind, source, dim }) => ({ kind, source, dim })),
    vectors: spaces.map(({ vectors }) => vectors),
  };
}

function textSpace(model: ContentModel, rows: readonly Content[]): Space {
  const { text, encodedText } = model;
  if (encodedText) {
    const { dim } = encodedText;
    const source = encodedSource(encodedText);
    return { kind: 'text', source, dim, vectors: pack(rows, dim, encodedVectors(encodedText)) };
  }
  const { dim } = text;
  const vectors = pack(rows, dim, textEmbedder(text));
  return { kind: 'text', source: ownTextSource(model), dim, vectors };
}

function topicSpace(model: ContentModel, rows: readonly Content[]): Space[] {
  const { topics } = model;
  if (!topics) return [];
  const vectors = pack(rows, topics.topics, topicEmbedder(topics));
  return [{ kind: 'topics', source: ownTextSource(model), dim: topics.topics, vectors }];
}

function imageSpace({ encodedImages }: ContentModel, images: readonly (string | null)[]): Space[] {
  if (!encodedImages) return [];
  const { dim, keys } = encodedImages;
  const index = new Map(keys.map((key, i) => [key, i]));
  const vectors = new Float32Array(images.length * dim);
  images.forEach((image, row) => {
    const at = index.get(image ?? '');
    if (at === undefined) return;
    vectors.set(encodedImages.vectors.subarray(at * dim, (at + 1) * dim), row * dim);
  });
  return [{ kind: 'image', source: encodedSource(encodedImages), dim, vectors }];
}

function encodedVectors({ keys, vectors, dim }: EncodedContents) {
  const index = new Map(keys.map((key, i) => [key, i]));
  return (content: Content): Float32Array => {
    const at = index.get(sentenceOf(content)) ?? -1;
    return at < 0 ? new Float32Array(dim) : vectors.subarray(at * dim, (at + 1) * dim);
  };
}

/** [contents, dim]; ads of one text are looked at once. */
function pack(
  rows: readonly Content[],
  dim: number,
  embed: (content: Content) => Float32Array,
): Float32Array {
  const vectors = new Float32Array(rows.length * dim);
  const known = new Map<string, Float32Array>();
  rows.forEach((content, i) => {
    const key = JSON.stringify([content.text, content.categories]);
    const vector = known.get(key) ?? embed(content);
    known.set(key, vector);
    vectors.set(vector, i * dim);
  });
  return vectors;
}
