/**
 * Content as vectors: one port for whatever turns a text, an image, a sound or a moving picture into numbers that
 * lie close when the contents are alike, and the encoders that stand behind it. Owns how an encoder is brought,
 * checked and run. Refuses to know ads, viewers and databases.
 */
export { audioEncoder } from './audio/audio-encoder.ts';
export { type ContentEncoder, cosine } from './content-encoder.ts';
export { EncoderRefused } from './encoder-refused.ts';
export { type EncoderSource, fetchEncoder, installedEncoder } from './fetch-encoder.ts';
export { CLASSICAL_IMAGES, classicalImageEncoder } from './image/classical-image-encoder.ts';
export { IMAGE_ENCODER } from './image/image-encoder.ts';
export { loadImageEncoder } from './image/load-image-encoder.ts';
export { loadSentenceEncoder } from './sentence/load-sentence-encoder.ts';
export { SENTENCE_ENCODER } from './sentence/sentence-encoder.ts';
export { videoEncoder } from './video/video-encoder.ts';
