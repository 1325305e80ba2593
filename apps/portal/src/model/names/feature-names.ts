/** Where the words of a feature's name in the feature map are not what people would say. */
const NAMES: Readonly<Record<string, string>> = {
  ad: 'Ad',
  item: 'Item of the ad',
  advertiser: 'Advertiser',
  viewer: 'Viewer',
  hour: 'Hour (UTC)',
  weekday: 'Weekday (UTC)',
  os: 'Operating system',
  'ad-age-hours': 'Age of the ad (hours)',
  'ad-categories': 'Categories of the ad',
  'ad-ctr': 'CTR of the ad',
  'ad-format': 'Format of the ad',
  'ad-impressions': 'Impressions of the ad',
  'ad-size': 'Size of the ad',
  'ad-price': 'Price of the item',
  'ad-topics': 'Topics of the ad’s words',
  'ad-words': 'Words of the ad',
  'affinity-short': 'Taste for its categories, this visit',
  'affinity-long': 'Taste for its categories, over months',
  'content-similarity-short': 'Like what was liked, this visit',
  'content-similarity-long': 'Like what was liked, over months',
  'image-similarity': 'Picture like those liked',
  'topic-affinity': 'Taste for its topics',
  'next-topic': 'Topic likely to come next',
  'page-categories': 'Categories of the page',
  'page-category-match': 'Page and ad share a category',
  'page-item': 'Item of the page',
  'page-keywords': 'Keywords of the page',
  'slot-position': 'Position of the slot',
  'viewer-activity': 'How active the viewer is',
  'viewer-ad-impressions': 'Times the viewer saw the ad',
  'hours-since-shown': 'Hours since the ad was shown',
  'viewer-clicked-ads': 'Ads last clicked',
  'viewer-ctr': 'CTR of the viewer',
  'viewer-interests': 'Interests of the viewer',
  'viewer-last-categories': 'Categories last turned to',
  'viewer-last-items': 'Items last turned to',
  'viewer-passed-ads': 'Ads last passed by',
};

const ATTRIBUTE = /^viewer-attribute[:.-]/;

/** A feature as people say it. */
export function featureName(name: string): string {
  const known = NAMES[name];
  if (known) return known;
  const words = name.replace(ATTRIBUTE, 'declared ').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
