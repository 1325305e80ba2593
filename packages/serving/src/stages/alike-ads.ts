import { kthLargest, type ViewerReading } from '@placard/ranking';
import type { MarketState } from '../market-state.ts';

export type AlikeInput = {
  readonly state: MarketState;
  /** Eligible ads are state.scratch.ads[0 .. count), and what each is worth to anybody state.scratch.scores. */
  readonly count: number;
  readonly viewer: ViewerReading;
};

/**
 * Positions of the `wanted` eligible ads whose text is nearest to what the viewer turned to: by cosine x expected
 * revenue, where the cosine is positive. An ad needs no event to be found, a viewer a single one. Work: one product
 * of two short vectors for each eligible ad.
 */
export function alikeAds({ state, count, viewer }: AlikeInput, wanted: number): number[] {
  const { content, scratch } = state;
  const taste = viewer.content.long.text;
  const space = content?.index.spaces.find(({ kind }) => kind === 'text');
  if (!content || !space || !taste || wanted === 0) return [];
  const { ads, scores, order, alike } = scratch;
  const { vectors, dim } = space;
  let found = 0;
  for (let i = 0; i < count; i++) {
    const row = content.rows[ads[i]!]!;
    let cosine = 0;
    if (row >= 0) {
      const start = row * dim;
      for (let f = 0; f < dim; f++) cosine += taste[f]! * vectors[start + f]!;
    }
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
