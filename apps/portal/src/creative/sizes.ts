export type Size = { width: number; height: number };

/** The IAB's common fixed sizes, in CSS pixels. */
export const COMMON_SIZES = [
  { width: 300, height: 250, name: 'Medium rectangle' },
  { width: 728, height: 90, name: 'Leaderboard' },
  { width: 160, height: 600, name: 'Wide skyscraper' },
  { width: 300, height: 600, name: 'Half page' },
  { width: 320, height: 50, name: 'Mobile banner' },
  { width: 320, height: 100, name: 'Large mobile banner' },
  { width: 970, height: 250, name: 'Billboard' },
  { width: 336, height: 280, name: 'Large rectangle' },
] as const;

export function sizeName({ width, height }: Size): string {
  const known = COMMON_SIZES.find((size) => size.width === width && size.height === height);
  return known ? `${width} × ${height} · ${known.name}` : `${width} × ${height}`;
}
