/**
 * Content-addressed blobs: assets, model artefacts, snapshots, exports. It owns naming by sha256, durable
 * writing and verified reading. It refuses names, mutation and deletion: a blob is its bytes.
 */

export * from './blob-error.ts';
export * from './blobs.ts';
export { digestOf, isBlobDigest } from './digest.ts';
export * from './file-blobs.ts';
