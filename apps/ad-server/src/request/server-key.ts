import { createHash } from 'node:crypto';

/** Whether an Authorization header carries a server key whose sha256 (hex) is among `hashes`. */
export function hasServerKey(
  authorization: string | undefined,
  hashes: ReadonlySet<string>,
): boolean {
  const key = /^Bearer ([\x21-\x7e]{1,256})$/i.exec(authorization ?? '')?.[1];
  return key !== undefined && hashes.has(createHash('sha256').update(key).digest('hex'));
}
