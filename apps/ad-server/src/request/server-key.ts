import { createHash } from 'node:crypto';

/** The sha256 (hex) of the server key in an Authorization header; null for a header that holds none. */
export function serverKeyHash(authorization: string | undefined): string | null {
  const key = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization ?? '')?.[1];
  return key === undefined ? null : createHash('sha256').update(key).digest('hex');
}
