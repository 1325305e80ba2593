/**
 * Where `key` falls in [0, 1) under `salt`: always the same place, evenly spread, and under another salt
 * another. FNV-1a (Fowler, Noll and Vo) over UTF-16 units, finished as MurmurHash3 does. Not for secrets.
 */
export function shareOf(salt: string, key: string): number {
  let hash = 0x811c9dc5;
  const text = `${salt}:${key}`;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}
