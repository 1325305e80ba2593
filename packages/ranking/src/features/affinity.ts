import { smoothedRatio, type ViewerReading } from '../profile/read-viewer.ts';
import type { CrossFeature } from './feature.ts';

/**
 * The viewer's clicks over exposures in the ad's categories, pulled to the viewer's overall ratio where
 * little was seen; null for a viewer without history. Short: this visit (an hour's half-life).
 */
export const affinityShort: CrossFeature = {
  name: 'affinity-short',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => affinity(viewer, ad.facts.categories, 'short'),
};

/** The same over months (thirty days' half-life). */
export const affinityLong: CrossFeature = {
  name: 'affinity-long',
  side: 'cross',
  kind: 'numeric',
  read: (_request, viewer, ad) => affinity(viewer, ad.facts.categories, 'long'),
};

export function affinity(
  viewer: ViewerReading,
  categories: readonly string[],
  horizon: 'short' | 'long',
): number | null {
  if (!viewer.profile || categories.length === 0) return null;
  let interest = 0;
  let exposure = 0;
  for (let i = 0; i < categories.length; i++) {
    const weights = viewer.byCategory.get(categories[i]!);
    if (!weights) continue;
    interest += horizon === 'short' ? weights.interestShort : weights.interestLong;
    exposure += horizon === 'short' ? weights.exposureShort : weights.exposureLong;
  }
  return smoothedRatio(
    interest,
    exposure,
    horizon === 'short' ? viewer.baseShort : viewer.baseLong,
  );
}
