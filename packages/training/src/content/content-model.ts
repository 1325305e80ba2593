import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ContentEncoder,
  classicalImageEncoder,
  IMAGE_ENCODER,
  loadImageEncoder,
  loadSentenceEncoder,
  SENTENCE_ENCODER,
} from '@placard/embeddings';
import {
  type ContentRequest,
  distinctContents,
  imagesOf,
  rowsOf,
  sentenceOf,
} from './content-input.ts';
import { type EncodedContents, encodeContents } from './encoded-contents.ts';
import { fitMarketTopics, type MarketTopics } from './market-topics.ts';
import { fitTextModel, type TextModel } from './text-model.ts';

/** All that is known of what a market's contents say. */
export type ContentModel = {
  readonly trainedAtMs: number;
  /** How many ads and items it was learnt from. */
  readonly texts: number;
  readonly text: TextModel;
  readonly topics: MarketTopics | null;
  /** Null where no sentence encoder was at hand: then `text` makes the vectors. */
  readonly encodedText: EncodedContents | null;
  /** Null where no content has an image. */
  readonly encodedImages: EncodedContents | null;
};

/** Learns anew where asked to, or where there is no model `before`; else only encodes what that one does not know. */
export async function fitContentModel(
  request: ContentRequest,
  before: ContentModel | null,
): Promise<ContentModel> {
  const { contents } = request;
  const kept = request.relearn ? null : before;
  const distinct = distinctContents(contents);
  const learnt = kept ?? {
    trainedAtMs: request.trainedAtMs,
    texts: contents.ads.length + contents.items.length,
    text: fitTextModel(distinct),
    // Topics go on from what they were: models know them by their numbers.
    topics: fitMarketTopics(distinct, before?.topics ?? null),
  };
  const encodedText = await encodeTexts(request, kept?.encodedText ?? null);
  const encodedImages = await encodeImages(request, kept?.encodedImages ?? null);
  return { ...learnt, encodedText, encodedImages };
}

async function encodeTexts(
  { contents, sentenceEncoder }: ContentRequest,
  before: EncodedContents | null,
): Promise<EncodedContents | null> {
  if (sentenceEncoder === null) return null;
  const sentences = rowsOf(contents)
    .map(sentenceOf)
    .filter((sentence) => sentence !== '');
  const wanted = new Map(sentences.map((sentence) => [sentence, sentence]));
  const encoder = await loadSentenceEncoder(SENTENCE_ENCODER.name, sentenceEncoder);
  try {
    return await encodeContents(encoder, wanted, before);
  } finally {
    await encoder.dispose();
  }
}

async function encodeImages(
  { contents, imageEncoder, imagesFolder }: ContentRequest,
  before: EncodedContents | null,
): Promise<EncodedContents | null> {
  const digests = imagesOf(contents);
  if (imagesFolder === null || digests.length === 0) return null;
  const encoder = imageEncoder
    ? await loadImageEncoder(IMAGE_ENCODER.name, imageEncoder)
    : classicalImageEncoder();
  try {
    const wanted = new Map(digests.map((digest) => [digest, join(imagesFolder, digest)]));
    return await encodeContents(byPath(encoder), wanted, before);
  } finally {
    await encoder.dispose();
  }
}

/** Images by their files; one that is gone, or is no image, has no vector. */
function byPath(encoder: ContentEncoder<Uint8Array>): ContentEncoder<string> {
  const nothing = new Float32Array(encoder.dim);
  return {
    ...encoder,
    encode: async (paths) => {
      const vectors: Float32Array[] = [];
      for (const path of paths) {
        const encoded = await readFile(path)
          .then((bytes) => encoder.encode([bytes]))
          .catch(() => [nothing]);
        vectors.push(encoded[0] ?? nothing);
      }
      return vectors;
    },
  };
}
