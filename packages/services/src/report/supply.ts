import { publisherRollups } from '@placard/db';
import { sql } from 'drizzle-orm';
import { ratio } from './delivery.ts';

const t = publisherRollups;
const total = (column: Parameters<typeof sql>[1]) =>
  sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);

export const NO_SUPPLY = {
  requests: 0,
  filled: 0,
  impressions: 0,
  viewables: 0,
  clicks: 0,
  conversions: 0,
  payoutMicros: 0,
};
export type SupplyCounts = { readonly [K in keyof typeof NO_SUPPLY]: number };

/** Sums of the publisher's rollups, to be grouped at will. */
export const supplyColumns = {
  requests: total(t.requests),
  filled: total(t.filled),
  impressions: total(t.impressions),
  viewables: total(t.viewables),
  clicks: total(t.clicks),
  conversions: total(t.conversions),
  payoutMicros: total(t.payoutMicros),
};

/** eCPM: what 1,000 impressions earned, in whole micros. */
export function withSupplyRates(counts: SupplyCounts) {
  const perImpression = ratio(counts.payoutMicros, counts.impressions);
  return {
    ...counts,
    fillRate: ratio(counts.filled, counts.requests),
    eCpmMicros: perImpression === null ? null : Math.round(perImpression * 1000),
    ctr: ratio(counts.clicks, counts.impressions),
  };
}
