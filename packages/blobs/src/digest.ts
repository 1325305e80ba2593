import { createHash } from 'node:crypto';
import { BlobError } from './blob-error.ts';
import type { BlobDigest } from './blobs.ts';

const DIGEST = /^[0-9a-f]{64}$/;

export function isBlobDigest(value: string): value is BlobDigest {
  return DIGEST.test(value);
}

/** `digest` itself when well formed; a digest becomes part of a path, so nothing else passes. */
export function assertDigest(digest: string): BlobDigest {
  if (!isBlobDigest(digest)) throw new BlobError('malformed-digest', digest);
  return digest;
}

export function digestOf(bytes: Uint8Array): BlobDigest {
  return createHash('sha256').update(bytes).digest('hex');
}
