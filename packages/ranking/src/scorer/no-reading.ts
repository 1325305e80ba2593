import type { AdReading } from '../ad-stats/read-ad.ts';
import { NO_CONTENT, NO_VIEWER_CONTENT } from '../content/content-vectors.ts';
import type { RequestReading } from '../features/feature.ts';
import type { ViewerReading } from '../profile/read-viewer.ts';

/** Stand-ins for the sides that a feature of another side cannot read. */
export const NO_REQUEST: RequestReading = {
  nowMs: 0,
  placementId: '',
  propertyId: '',
  pageCategories: [],
  pageKeywords: [],
  pageItemId: null,
  device: null,
  os: null,
  country: null,
  language: null,
};
export const NO_VIEWER: ViewerReading = {
  key: null,
  attributes: {},
  profile: null,
  nowMs: 0,
  byCategory: new Map(),
  baseShort: 0,
  baseLong: 0,
  nextTopics: null,
  content: NO_VIEWER_CONTENT,
};
export const NO_AD: AdReading = {
  facts: {
    adId: '',
    itemId: null,
    categories: [],
    priceMicros: null,
    advertiserId: '',
    format: '',
    width: 0,
    height: 0,
    createdAtMs: 0,
    text: '',
  },
  ctr: { alpha: 1, beta: 1 },
  pCtr: 0,
  pCvr: 0,
  impressions: 0,
  ageHours: 0,
  content: NO_CONTENT,
};
