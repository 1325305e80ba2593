const SIGNATURES: readonly (readonly [string, (head: string) => boolean])[] = [
  ['image/png', (head) => head.startsWith('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', (head) => head.startsWith('\xff\xd8\xff')],
  ['image/gif', (head) => head.startsWith('GIF87a') || head.startsWith('GIF89a')],
  ['image/webp', (head) => head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP'],
  ['image/avif', (head) => /^ftypavi[fs]$/.test(head.slice(4, 12))],
];

/** The media type of a raster image by its first bytes; undefined for anything else, SVG included. */
export function imageType(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 16);
  return SIGNATURES.find(([, matches]) => matches(head))?.[0];
}
