/** Sha256 of a blob's bytes, 64 lower-case hex digits: its name. */
export type BlobDigest = string;

/** What may go: what is not kept, and was not put again since. */
export type SweepRule = {
  readonly keep: ReadonlySet<BlobDigest>;
  readonly untouchedSinceMs: number;
};

/**
 * Immutable bytes by content. `get` and `has` refuse a malformed digest; `get` refuses a missing or damaged
 * blob: nobody ever receives bytes that do not hash to the name they asked for.
 */
export type Blobs = {
  /** Stores the bytes durably and returns their digest; storing the same bytes again only marks them as new. */
  readonly put: (bytes: Uint8Array) => Promise<BlobDigest>;
  /** @throws BlobError `missing`, `corrupt` or `malformed-digest`. */
  readonly get: (digest: BlobDigest) => Promise<Uint8Array>;
  /** @throws BlobError `malformed-digest`. */
  readonly has: (digest: BlobDigest) => Promise<boolean>;
  /**
   * Deletes what a rule lets go, and what a killed writer left; answers how much. Whoever puts bytes has as long as
   * the rule leaves untouched blobs alone to write down that they are wanted.
   */
  readonly sweep: (rule: SweepRule) => Promise<{ blobs: number; bytes: number }>;
};
