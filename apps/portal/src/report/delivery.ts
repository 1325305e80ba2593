/** What was delivered in a span of time; ratios are derived, never stored. */
export type Delivery = {
  impressions: number;
  viewables: number;
  clicks: number;
  conversions: number;
};

/** Null where there is nothing to divide by: no rate is not a rate of zero. */
export function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

export const clickRate = (d: Delivery) => ratio(d.clicks, d.impressions);
export const viewableRate = (d: Delivery) => ratio(d.viewables, d.impressions);

/** Micros for one of `count` things, rounded to a whole micro. */
export function microsEach(micros: number, count: number): number | null {
  return count > 0 ? Math.round(micros / count) : null;
}

/** Micros for 1,000 impressions. */
export function microsPerMille(micros: number, impressions: number): number | null {
  return impressions > 0 ? Math.round((micros * 1000) / impressions) : null;
}

/** Change against an earlier figure, as a fraction; null when there was nothing before. */
export function change(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : now / before - 1;
}
