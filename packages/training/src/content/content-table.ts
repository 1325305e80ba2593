import type { ContentTable } from '@placard/contracts';
import { type MarketContents, rowsOf } from './content-input.ts';
import { type ContentModel, contentSource, encodeContentModel } from './content-model.ts';
import { type Content, documentOf } from './documents.ts';
import { topicEmbedder } from './market-topics.ts';
import { textEmbedder } from './text-model.ts';

/** The vectors of a market's contents by what its own text has taught. Work: a sum of short vectors a content. */
export function contentTable(model: ContentModel, contents: MarketContents): ContentTable {
  const source = contentSource(encodeContentModel(model));
  const rows = rowsOf(contents);
  const { text, topics } = model;
  return {
    formatVersion: 1,
    trainedAtMs: model.trainedAtMs,
    adIds: contents.ads.map(({ adId }) => adId),
    itemIds: contents.items.map(({ itemId }) => itemId),
    categories: [...contents.categories],
    spaces: [
      { kind: 'text', source, dim: text.dim },
      ...(topics ? [{ kind: 'topics' as const, source, dim: topics.topics }] : []),
    ],
    vectors: [
      pack(rows, text.dim, textEmbedder(text)),
      ...(topics ? [pack(rows, topics.topics, topicEmbedder(topics))] : []),
    ],
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
    const key = JSON.stringify(documentOf(content));
    const vector = known.get(key) ?? embed(content);
    known.set(key, vector);
    vectors.set(vector, i * dim);
  });
  return vectors;
}
