'use client';

import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatPercent } from '../format/number.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { axisStyle, ChartTooltip, chartMargin, gridStyle, valueAxisStyle } from './chart-style.tsx';

export type RocPoint = { falsePositiveRate: number; truePositiveRate: number };

const rate = (value: number) => formatPercent(value, { decimals: 1 });
const tick = (value: number) => formatPercent(value, { decimals: 0 });

export function RocCurve({
  points,
  auc,
  height = 260,
}: {
  points: readonly RocPoint[];
  auc: number;
  height?: number | undefined;
}) {
  return (
    <ChartFrame
      title="ROC"
      description={`AUC ${auc.toFixed(4)}; the diagonal is chance.`}
      height={height}
      table={{
        header: ['False positive rate', 'True positive rate'],
        rows: points.map((p) => [rate(p.falsePositiveRate), rate(p.truePositiveRate)]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...points]} margin={chartMargin}>
          <CartesianGrid stroke={gridStyle.stroke} />
          <XAxis
            dataKey="falsePositiveRate"
            type="number"
            domain={[0, 1]}
            tickFormatter={tick}
            {...axisStyle}
          />
          <YAxis type="number" domain={[0, 1]} tickFormatter={tick} {...valueAxisStyle} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--border-control)"
            strokeDasharray="4 4"
          />
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as RocPoint | undefined;
              if (!active || !point) return null;
              const rows = [{ label: 'True positives', value: rate(point.truePositiveRate) }];
              const label = `False positives ${rate(point.falsePositiveRate)}`;
              return <ChartTooltip tip={{ label, rows }} />;
            }}
          />
          <Line
            dataKey="truePositiveRate"
            stroke="var(--chart-1)"
            strokeWidth={1.75}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
