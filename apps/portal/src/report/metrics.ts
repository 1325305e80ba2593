import { formatCount, formatMoney, formatPercent } from '@placard/ui';
import { clickRate, type Delivery, viewableRate } from './delivery.ts';
import type { Metric } from './metric-chart.tsx';

const count = (value: number) => formatCount(value);
const compact = (value: number) => formatCount(value, { compact: true });
const percent = (value: number) => formatPercent(value);

export function countMetric<Point>(
  id: string,
  label: string,
  value: (point: Point) => number,
): Metric<Point> {
  return { id, label, value, format: count, axisFormat: compact };
}

export function rateMetric<Point>(
  id: string,
  label: string,
  value: (point: Point) => number | null,
): Metric<Point> {
  return { id, label, value, format: percent, axisFormat: percent };
}

export function moneyMetric<Point>(
  id: string,
  label: string,
  value: (point: Point) => number | null,
  currency: string,
): Metric<Point> {
  return {
    id,
    label,
    value,
    format: (micros) => formatMoney(Math.round(micros), { currency }),
    axisFormat: (micros) =>
      formatMoney(Math.round(micros), {
        currency,
        style: micros > 0 && micros < 1_000_000 ? 'unit' : 'compact',
      }),
  };
}

/** What both sides of the market look at. */
export function deliveryMetrics<Point extends Delivery>(): Metric<Point>[] {
  return [
    countMetric('impressions', 'Impressions', (point) => point.impressions),
    countMetric('clicks', 'Clicks', (point) => point.clicks),
    rateMetric('ctr', 'CTR', clickRate),
    rateMetric('viewable', 'Viewable rate', viewableRate),
  ];
}
