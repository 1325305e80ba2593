export type BlobErrorCode = 'missing' | 'corrupt' | 'malformed-digest';

/** Why a blob cannot be given. `digest` is what was asked for. */
export class BlobError extends Error {
  readonly code: BlobErrorCode;
  readonly digest: string;

  constructor(code: BlobErrorCode, digest: string) {
    super(`blob ${digest.slice(0, 80)}: ${code}`);
    this.name = 'BlobError';
    this.code = code;
    this.digest = digest;
  }
}
