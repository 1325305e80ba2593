import { kthLargest, type ViewerReading } from '@placard/ranking';
import { type MarketContent, NO_TOPIC, strongestTopics } from '../market-content.ts';
import type { MarketState } from '../market-state.ts';

export type AlikeInput = {
  readonly state: MarketState;
  /** Eligible ads are state.scratch.ads[0 .. count), and what each is worth to anybody state.scratch.scores. */
  readonly count: number;
  readonly viewer: ViewerReading;
};

/** More are looked at only in the topics that the viewer turns to most. */
const MOST_SCANNED = 500;
const SCANNED_TOPICS = 3;

/**
 * Positions of the `wanted` eligible ads whose text is nearest to what the viewer turned to: by cosine x expected
 * revenue, where the cosine is positive. An ad needs no event to be found, a viewer a single one. Work: a product of
 * two short vectors for each eligible ad; of more than 500, for each in the viewer's three strongest topics.
 */
export function alikeAds({ state, count, viewer }: AlikeInput, wanted: number): number[] {
  const { content, scratch } = state;
  const taste = viewer.content.long.text;
  const space = content?.index.spaces.find(({ kind }) => kind === 'text');
  if (!content || !space || !taste || wanted === 0) return [];
  const { ads, scores, order, alike } = scratch;
  const { vectors, dim } = space;
  const inTopics = count > MOST_SCANNED ? topicsOf(content, viewer) : null;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const ad = ads[i]!;
    const row = inTopics && inTopics[content.topics[ad]!] === 0 ? -1 : content.rows[ad]!;
    const cosine = row < 0 ? 0 : dotAt(taste, vectors, row * dim);
    const value = cosine > 0 ? cosine * scores[i]! : 0;
    alike[i] = value;
    if (value > 0) order[found++] = value;
  }
  if (found === 0) return [];
  const least = kthLargest(order, found, Math.min(wanted, found));
  const best: number[] = [];
  for (let i = 0; i < count; i++) if (alike[i]! > 0 && alike[i]! >= least) best.push(i);
  best.sort((a, b) => alike[b]! - alike[a]! || a - b);
  return best.slice(0, wanted);
}

/** Four sums at once: one alone would wait for each addition. */
function dotAt(taste: Float32Array, vectors: Float32Array, from: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let f = 0;
  for (; f + 3 < taste.length; f += 4) {
    first += taste[f]! * vectors[from + f]!;
    second += taste[f + 1]! * vectors[from + f + 1]!;
    third += taste[f + 2]! * vectors[from + f + 2]!;
    fourth += taste[f + 3]! * vectors[from + f + 3]!;
  }
  for (; f < taste.length; f++) first += taste[f]! * vectors[from + f]!;
  return first + second + third + fourth;
}

/** By topic number 1 where ads of it are looked at; null to look at all. An ad of no known topic always is. */
function topicsOf({ index }: MarketContent, { content }: ViewerReading): Uint8Array | null {
  const taste = content.long.topics;
  if (!taste || !index.spaces.some(({ kind }) => kind === 'topics')) return null;
  const chosen = new Uint8Array(NO_TOPIC + 1);
  chosen[NO_TOPIC] = 1;
  for (const topic of strongestTopics(taste, 0, taste.length, SCANNED_TOPICS)) chosen[topic] = 1;
  return chosen;
}
