import { type Random, seededRandom } from '@placard/domain';
import type { FeatureDefinition, TrainingRow } from '../src/index.ts';

export const HISTORY_FEATURES: readonly FeatureDefinition[] = [
  { name: 'viewer-last-items', side: 'viewer', kind: 'multi' },
  { name: 'viewer-last-categories', side: 'viewer', kind: 'multi' },
  { name: 'item', side: 'ad', kind: 'categorical' },
  { name: 'ad-categories', side: 'ad', kind: 'multi' },
];

/** The four things a viewer last saw, newest first, and one of them on offer: a click if they saw it lately. */
export function orderRows(count: number, seed: number): TrainingRow[] {
  return rowsOf(count, seed, (random) => {
    const history = distinct(random, 4, 12);
    const place = Math.floor(random() * 4);
    return { history, offered: history[place]!, liked: place < 2 };
  });
}

const THINGS = 60;
const SEEN = 6;

/** Some things out of many that a viewer saw, and one on offer: a click if it is among them. */
export function presenceRows(count: number, seed: number): TrainingRow[] {
  return rowsOf(count, seed, (random) => {
    const history = distinct(random, SEEN, THINGS);
    const liked = random() < 0.5;
    const offered = liked ? history[Math.floor(random() * SEEN)]! : Math.floor(random() * THINGS);
    return { history, offered, liked: history.includes(offered) };
  });
}

interface Case {
  readonly history: readonly number[];
  readonly offered: number;
  readonly liked: boolean;
}

/** Nine in ten do as the rule says. Things are items and categories at once. */
function rowsOf(count: number, seed: number, draw: (random: Random) => Case): TrainingRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const { history, offered, liked } = draw(random);
    const names = history.map((thing) => `thing_${thing}`);
    return {
      atMs: 1_700_000_000_000 + i * 1000,
      adId: `ad_${offered}`,
      viewerKey: `viewer_${i}`,
      weight: 1,
      clicked: random() < 0.9 === liked,
      values: {
        'viewer-last-items': names,
        'viewer-last-categories': names,
        item: `thing_${offered}`,
        'ad-categories': [`thing_${offered}`],
      },
    };
  });
}

function distinct(random: Random, count: number, of: number): number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(Math.floor(random() * of));
  return [...drawn];
}
