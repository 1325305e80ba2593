'use client';

import { formatPercent } from '../format/number.tsx';
import { OverlaidCurves } from './overlaid-curves.tsx';

export type RocPoint = { falsePositiveRate: number; truePositiveRate: number };

const rate = (value: number) => formatPercent(value, { decimals: 0 });

/** The ROC of one or several models, over the diagonal of chance. */
export function RocCurve({
  curves,
  description,
  height,
  emptyText,
}: {
  curves: readonly { readonly label: string; readonly points: readonly RocPoint[] }[];
  description?: string | undefined;
  height?: number | undefined;
  emptyText?: string | undefined;
}) {
  return (
    <OverlaidCurves
      title="ROC"
      description={description}
      curves={curves.map(({ label, points }) => ({
        label,
        points: points.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate })),
      }))}
      xLabel="False positive rate"
      yLabel="True positive rate"
      formatX={rate}
      formatY={rate}
      unit
      diagonal
      height={height}
      emptyText={emptyText}
    />
  );
}
