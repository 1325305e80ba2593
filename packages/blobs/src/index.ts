/**
 * Content-addressed blobs: assets, model artefacts, snapshots, exports. It owns naming by sha256, durable
 * writing, verified reading and sweeping out what nobody wants any more. It refuses names and mutation: a blob is
 * its bytes.
 */

export * from './blob-error.ts';
export * from './blobs.ts';
export { digestOf, isBlobDigest } from './digest.ts';
export * from './file-blobs.ts';
