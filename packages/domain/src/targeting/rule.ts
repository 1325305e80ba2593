/** What a targeting rule can look at. Single-valued unless noted; all values are lower-case strings. */
export const TARGETING_ATTRIBUTES = [
  'country', // ISO 3166-1 alpha-2
  'language', // primary subtag, BCP 47
  'device', // desktop | phone | tablet | tv
  'os',
  'browser',
  'hour', // 0-23 in the advertiser's zone
  'weekday', // 1 (Monday) - 7 in the advertiser's zone
  'category', // page categories, several
  'keyword', // page keywords, several
  'property', // property id
  'placement', // placement id
  'audience', // audience ids the viewer belongs to, several
  'interest', // readable interest tags of the viewer, several
  'attribute', // declared viewer attributes as "name=value", several
] as const;
export type TargetingAttribute = (typeof TARGETING_ATTRIBUTES)[number];

/**
 * One predicate of an ad group: data, never code. `include` holds when the request has at least one of
 * `values`; `exclude` holds when it has none. An ad group is eligible when all its rules hold.
 */
export type TargetingRule = {
  readonly attribute: TargetingAttribute;
  readonly mode: 'include' | 'exclude';
  readonly values: readonly string[];
};

/** What a request knows of itself: for each attribute its values, absent when unknown. */
export type TargetingFacts = {
  readonly [A in TargetingAttribute]?: readonly string[] | undefined;
};
