import type { FeatureValue } from '@placard/contracts';
import type { AdReading } from '../ad-stats/read-ad.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';

/** A request as features see it. Hour and weekday (1 Monday - 7) are UTC: a page has no zone of its own. */
export type RequestReading = {
  readonly nowMs: number;
  readonly placementId: string;
  readonly propertyId: string;
  readonly pageCategories: readonly string[];
  readonly pageKeywords: readonly string[];
  readonly pageItemId: string | null;
  readonly device: string | null;
  readonly os: string | null;
  readonly country: string | null;
  readonly language: string | null;
};

/** All that a feature of a (request, ad) pair can read, as it stood at the decision. */
export type PairReading = {
  readonly request: RequestReading;
  readonly viewer: ViewerReading;
  readonly ad: AdReading;
};

/** How the raw value is encoded: see `featureEncodingSchema`. */
export type FeatureKind = 'categorical' | 'multi' | 'numeric';

type Declared = { readonly name: string; readonly kind: FeatureKind };

/**
 * One feature: its name in the feature map, what it reads and how. The side bounds what `read` may look at,
 * so that serving computes context and viewer once per request and caches what an ad alone decides.
 */
export type Feature =
  | (Declared & {
      readonly side: 'context';
      readonly read: (request: RequestReading) => FeatureValue;
    })
  | (Declared & { readonly side: 'viewer'; readonly read: (viewer: ViewerReading) => FeatureValue })
  | (Declared & { readonly side: 'ad'; readonly read: (ad: AdReading) => FeatureValue })
  | (Declared & {
      readonly side: 'cross';
      readonly read: (
        request: RequestReading,
        viewer: ViewerReading,
        ad: AdReading,
      ) => FeatureValue;
    });

export type ContextFeature = Extract<Feature, { side: 'context' }>;
export type ViewerFeature = Extract<Feature, { side: 'viewer' }>;
export type AdFeature = Extract<Feature, { side: 'ad' }>;
export type CrossFeature = Extract<Feature, { side: 'cross' }>;
