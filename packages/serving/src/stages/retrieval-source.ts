/** Where a candidate of a large set comes from; the position is its bit. */
export const RETRIEVAL_SOURCES = [
  'popular',
  'neighbours',
  'content',
  'interests',
  'explore',
] as const;
export type RetrievalSource = (typeof RETRIEVAL_SOURCES)[number];

export function sourceBit(source: RetrievalSource): number {
  return 1 << RETRIEVAL_SOURCES.indexOf(source);
}

export function sourcesOf(bits: number): RetrievalSource[] {
  return RETRIEVAL_SOURCES.filter((_, i) => (bits >> i) & 1);
}
