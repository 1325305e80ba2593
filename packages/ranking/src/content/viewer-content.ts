import type { ViewerProfile } from '@placard/contracts';
import { behaviourWeight } from '../profile/behaviour-weight.ts';
import { LONG_HALF_LIFE_MS, remaining, SHORT_HALF_LIFE_MS } from '../profile/decay.ts';
import type { ContentIndex, ContentSpace } from './content-index.ts';
import { type ContentVectors, NO_CONTENT, type ViewerContent } from './content-vectors.ts';

/**
 * What a viewer turned to as vectors: in each space the mean of the contents of their recent behaviour, weighed by
 * what it says of interest and decayed to `nowMs` (Rocchio's profile: Pazzani and Billsus, 2007, section 5). Read from
 * the list of what is recent, under whatever table is in use: a table learnt anew makes no profile outdated.
 */
export function viewerContent(
  { recent }: Pick<ViewerProfile, 'recent'>,
  index: ContentIndex,
  nowMs: number,
): ViewerContent {
  const seen: Seen[] = [];
  for (const entry of recent) {
    const weight =
      entry.weight ?? behaviourWeight({ kind: entry.kind, value: null, quantity: null }).interest;
    if (!(weight > 0)) continue;
    const row = index.rowOf(entry);
    if (row < 0) continue;
    seen.push({
      row,
      short: weight * remaining(nowMs - entry.atMs, SHORT_HALF_LIFE_MS),
      long: weight * remaining(nowMs - entry.atMs, LONG_HALF_LIFE_MS),
    });
  }
  const text = index.spaces.filter(({ kind }) => kind === 'text');
  return { short: meanIn(text, seen, 'short'), long: meanIn(index.spaces, seen, 'long') };
}

type Seen = { readonly row: number; readonly short: number; readonly long: number };

function meanIn(
  spaces: readonly ContentSpace[],
  seen: readonly Seen[],
  horizon: 'short' | 'long',
): ContentVectors {
  if (seen.length === 0) return NO_CONTENT;
  const found: { -readonly [K in keyof ContentVectors]: ContentVectors[K] } = { ...NO_CONTENT };
  for (const { kind, dim, vectors } of spaces) {
    const sum = new Float32Array(dim);
    for (const one of seen) {
      const start = one.row * dim;
      const weight = one[horizon];
      for (let f = 0; f < dim; f++) sum[f]! += weight * vectors[start + f]!;
    }
    let squares = 0;
    for (let f = 0; f < dim; f++) squares += sum[f]! * sum[f]!;
    const length = Math.sqrt(squares);
    // Long ago, or of contents with nothing to them: no direction is left.
    if (!(length > 1e-30)) continue;
    for (let f = 0; f < dim; f++) sum[f]! /= length;
    found[kind] = sum;
  }
  return found;
}
