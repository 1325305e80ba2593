/**
 * Content as vectors: one port for whatever turns a text (or later an image, a sound, a film) into numbers that
 * lie close when the contents are alike, and the sentence encoder that stands behind it. Owns how an encoder is
 * brought, checked and run. Refuses to know ads, viewers and databases.
 */
export { type ContentEncoder, cosine } from './content-encoder.ts';
export { EncoderRefused } from './sentence/bert-config.ts';
export {
  fetchSentenceEncoder,
  installedSentenceEncoder,
  SENTENCE_ENCODER,
} from './sentence/fetch-sentence-encoder.ts';
export { loadSentenceEncoder } from './sentence/load-sentence-encoder.ts';
