import { adAdvertiser } from './ad-advertiser.ts';
import { adAge } from './ad-age.ts';
import { adCategories } from './ad-categories.ts';
import { adCtr } from './ad-ctr.ts';
import { adFormat } from './ad-format.ts';
import { adId } from './ad-id.ts';
import { adImpressions } from './ad-impressions.ts';
import { adItem } from './ad-item.ts';
import { adPrice } from './ad-price.ts';
import { adSize } from './ad-size.ts';
import { adTopics } from './ad-topics.ts';
import { adWords } from './ad-words.ts';
import { affinityLong, affinityShort } from './affinity.ts';
import { contentSimilarityLong, contentSimilarityShort } from './content-similarity.ts';
import { country } from './country.ts';
import { device } from './device.ts';
import type { Feature } from './feature.ts';
import { hour } from './hour.ts';
import { hoursSinceShown } from './hours-since-shown.ts';
import { imageSimilarity } from './image-similarity.ts';
import { language } from './language.ts';
import { nextTopic } from './next-topic.ts';
import { os } from './os.ts';
import { pageCategories } from './page-categories.ts';
import { pageCategoryMatch } from './page-category-match.ts';
import { pageItem } from './page-item.ts';
import { pageKeywords } from './page-keywords.ts';
import { placement } from './placement.ts';
import { property } from './property.ts';
import { slotPosition } from './slot-position.ts';
import { topicAffinity } from './topic-affinity.ts';
import { viewerActivity } from './viewer-activity.ts';
import { viewerAdImpressions } from './viewer-ad-impressions.ts';
import { VIEWER_ATTRIBUTE_PREFIX, viewerAttribute } from './viewer-attribute.ts';
import { viewerCtr } from './viewer-ctr.ts';
import { viewerInterests } from './viewer-interests.ts';
import { viewerKey } from './viewer-key.ts';
import { viewerLastCategories } from './viewer-last-categories.ts';
import { viewerLastItems } from './viewer-last-items.ts';
import { viewerClickedAds, viewerPassedAds } from './viewer-seen-ads.ts';
import { weekday } from './weekday.ts';

/** Grouped by side, in the order a feature map should keep: a side is then one contiguous stretch of input. */
const CONTEXT = [
  placement,
  property,
  pageCategories,
  pageKeywords,
  pageItem,
  hour,
  weekday,
  device,
  os,
  country,
  language,
  slotPosition,
];
const VIEWER = [
  viewerKey,
  viewerInterests,
  viewerActivity,
  viewerCtr,
  viewerLastItems,
  viewerLastCategories,
  viewerClickedAds,
  viewerPassedAds,
];
const AD = [
  adId,
  adItem,
  adCategories,
  adAdvertiser,
  adFormat,
  adSize,
  adCtr,
  adImpressions,
  adAge,
  adPrice,
  adWords,
  adTopics,
];
const CROSS = [
  affinityShort,
  affinityLong,
  viewerAdImpressions,
  hoursSinceShown,
  pageCategoryMatch,
  nextTopic,
  contentSimilarityShort,
  contentSimilarityLong,
  topicAffinity,
  imageSimilarity,
];

/** The features of a market whose publishers declare `viewerAttributes`: what is logged and trained on. */
export function defaultFeatures(market: {
  readonly viewerAttributes: readonly string[];
}): Feature[] {
  const attributes = [...market.viewerAttributes].sort().map(viewerAttribute);
  return [...CONTEXT, ...VIEWER, ...attributes, ...AD, ...CROSS];
}

const BY_NAME = new Map<string, Feature>(
  defaultFeatures({ viewerAttributes: [] }).map((feature) => [feature.name, feature]),
);

/** The feature a feature map names. @throws Error when this version does not know it. */
export function featureByName(name: string): Feature {
  if (name.startsWith(VIEWER_ATTRIBUTE_PREFIX)) {
    return viewerAttribute(name.slice(VIEWER_ATTRIBUTE_PREFIX.length));
  }
  const feature = BY_NAME.get(name);
  if (!feature) throw new Error(`no feature is called ${JSON.stringify(name)}`);
  return feature;
}
