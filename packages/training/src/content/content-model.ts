import { loadSentenceEncoder, SENTENCE_ENCODER } from '@placard/embeddings';
import { type ContentRequest, distinctContents, rowsOf, sentenceOf } from './content-input.ts';
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
  return { ...learnt, encodedText };
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
