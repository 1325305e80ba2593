import type { ContentKind } from '@placard/contracts';

/** Of one content (an ad, or what a viewer turned to) a vector in each space, of length 1; null where unknown. */
export type ContentVectors = Readonly<Record<ContentKind, Float32Array | null>>;

export const NO_CONTENT: ContentVectors = { text: null, topics: null, image: null };

/** What a viewer turned to in this visit (its text alone), and over months. */
export type ViewerContent = { readonly short: ContentVectors; readonly long: ContentVectors };

export const NO_VIEWER_CONTENT: ViewerContent = { short: NO_CONTENT, long: NO_CONTENT };

/** Cosine of two vectors of one space, both of length 1; null where either is unknown. */
export function similarity(a: Float32Array | null, b: Float32Array | null): number | null {
  if (!a || !b) return null;
  let sum = 0;
  for (let f = 0; f < a.length; f++) sum += a[f]! * b[f]!;
  return sum;
}
