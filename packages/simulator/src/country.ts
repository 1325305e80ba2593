/** Where viewers live: fixed offset from UTC (no clock changes, so that truth stays simple) and language. */
export const COUNTRIES = [
  { code: 'US', language: 'en', utcOffsetHours: -6, weight: 34 },
  { code: 'GB', language: 'en', utcOffsetHours: 0, weight: 16 },
  { code: 'DE', language: 'de', utcOffsetHours: 1, weight: 16 },
  { code: 'FR', language: 'fr', utcOffsetHours: 1, weight: 12 },
  { code: 'IN', language: 'en', utcOffsetHours: 5.5, weight: 12 },
  { code: 'BR', language: 'pt', utcOffsetHours: -3, weight: 10 },
] as const;
export type Country = (typeof COUNTRIES)[number];
