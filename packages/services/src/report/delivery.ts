import { advertiserRollups } from '@placard/db';
import { sql } from 'drizzle-orm';

/** What ads delivered in a span of time. Ratios are null where there is nothing to divide by. */
export type Delivery = {
  readonly impressions: number;
  readonly viewables: number;
  readonly clicks: number;
  readonly conversions: number;
  readonly spendMicros: number;
  readonly conversionValueMicros: number;
  readonly ctr: number | null;
};

/** bigint sums arrive as text; a count of any market fits a double exactly. */
const total = (column: Parameters<typeof sql>[1]) =>
  sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);

/** Sums of the advertiser's rollups, to be grouped at will. */
export const deliveryColumns = {
  impressions: total(advertiserRollups.impressions),
  viewables: total(advertiserRollups.viewables),
  clicks: total(advertiserRollups.clicks),
  conversions: total(advertiserRollups.conversions),
  spendMicros: total(advertiserRollups.spendMicros),
  conversionValueMicros: total(advertiserRollups.conversionValueMicros),
};

export const NO_DELIVERY = {
  impressions: 0,
  viewables: 0,
  clicks: 0,
  conversions: 0,
  spendMicros: 0,
  conversionValueMicros: 0,
};
export type DeliveryCounts = { readonly [K in keyof typeof NO_DELIVERY]: number };

export function withRates(counts: DeliveryCounts): Delivery {
  return { ...counts, ctr: ratio(counts.clicks, counts.impressions) };
}

export function addCounts<K extends string>(
  left: Readonly<Record<K, number>>,
  right: Readonly<Record<K, number>>,
): Record<K, number> {
  const keys = Object.keys(left) as K[];
  return Object.fromEntries(keys.map((key) => [key, left[key] + right[key]])) as Record<K, number>;
}

export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
