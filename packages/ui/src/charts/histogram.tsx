'use client';

import { formatCount } from '../format/number.tsx';
import { BarChart } from './bar-chart.tsx';

type HistogramProps = {
  title: string;
  description?: string | undefined;
  /** Bins as [from, to), in order. */
  bins: readonly { from: number; to: number; count: number }[];
  edgeFormat?: ((edge: number) => string) | undefined;
  valueLabel: string;
  height?: number | undefined;
};

export function Histogram({
  title,
  description,
  bins,
  edgeFormat = (edge) => formatCount(edge),
  valueLabel,
  height,
}: HistogramProps) {
  return (
    <BarChart
      title={title}
      description={description}
      categoryLabel={valueLabel}
      series={['Count']}
      gap={1}
      height={height}
      bars={bins.map((bin) => ({
        label: `${edgeFormat(bin.from)}–${edgeFormat(bin.to)}`,
        values: [bin.count],
      }))}
    />
  );
}
