/** Sha256 of a blob's bytes, 64 lower-case hex digits: its name. */
export type BlobDigest = string;

/**
 * Immutable bytes by content. `get` and `has` refuse a malformed digest; `get` refuses a missing or damaged
 * blob: nobody ever receives bytes that do not hash to the name they asked for.
 */
export type Blobs = {
  /** Stores the bytes durably and returns their digest; storing the same bytes again changes nothing. */
  readonly put: (bytes: Uint8Array) => Promise<BlobDigest>;
  /** @throws BlobError `missing`, `corrupt` or `malformed-digest`. */
  readonly get: (digest: BlobDigest) => Promise<Uint8Array>;
  /** @throws BlobError `malformed-digest`. */
  readonly has: (digest: BlobDigest) => Promise<boolean>;
};
