import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The spots of the magazine's pages, with the size its layout gives each. */
export const SPOTS = {
  leaderboard: { width: 728, height: 90 },
  sidebar: { width: 300, height: 250 },
  'in-article': { width: 640, height: 200 },
  feed: { width: 300, height: 250 },
} as const;
export type Spot = keyof typeof SPOTS;

/**
 * For the seed: make one placement per spot, of that size, on a property whose allowed domains are
 * `localhost` and `127.0.0.1`, and write `{"leaderboard": "plc_...", "sidebar": "plc_...", ...}` to this file
 * (PLACARD_DEMO_SITE_PLACEMENTS, else `.data/development/demo-site.json`). A missing spot leaves its place out; the
 * file is read again on every page, so the site may start before the seed. Page categories are `TOPICS`.
 */
export type PlacementIds = Readonly<Partial<Record<Spot, string>>>;

export function readPlacementIds(file: string): PlacementIds {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  const known: Record<string, unknown> = JSON.parse(text);
  const entries = (Object.keys(SPOTS) as Spot[]).flatMap((spot) => {
    const id = known[spot];
    return typeof id === 'string' ? [[spot, id]] : [];
  });
  return Object.fromEntries(entries);
}

export function defaultPlacementsFile(): string {
  return path.resolve(import.meta.dirname, '../../../.data/development/demo-site.json');
}
