'use client';

import {
  Area,
  AreaChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount } from '../format/number.tsx';
import { ChartFrame } from './chart-frame.tsx';
import {
  axisStyle,
  ChartTooltip,
  chartMargin,
  gridStyle,
  seriesColor,
  valueAxisStyle,
} from './chart-style.tsx';

export type Series<Point> = {
  key: string;
  label: string;
  value: (point: Point) => number | null;
  color?: string | undefined;
  dashed?: boolean | undefined;
};

type TimeSeriesChartProps<Point> = {
  title: string;
  description?: string | undefined;
  points: readonly Point[];
  /** A point's place on the axis, as it is to be read: "22 Nov". */
  x: (point: Point) => string;
  xLabel?: string | undefined;
  series: readonly Series<Point>[];
  format?: ((value: number) => string) | undefined;
  axisFormat?: ((value: number) => string) | undefined;
  height?: number | undefined;
  emptyText?: string | undefined;
};

/** One or more measures over time. A gap in the data is a gap in the line, never a zero. */
export function TimeSeriesChart<Point>({
  title,
  description,
  points,
  x,
  xLabel = 'Day',
  series,
  format = (value) => formatCount(value),
  axisFormat = (value) => formatCount(value, { compact: true }),
  height = 240,
  emptyText,
}: TimeSeriesChartProps<Point>) {
  const colors = series.map((each, index) => each.color ?? seriesColor(index));
  const data = points.map((point) => ({
    x: x(point),
    values: series.map((each) => each.value(point)),
  }));
  const show = (value: number | null | undefined) =>
    value === null || value === undefined ? '–' : format(value);
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      emptyText={emptyText}
      legend={series.map((each, index) => ({
        label: each.label,
        color: colors[index] ?? '',
        dashed: each.dashed,
      }))}
      table={{
        header: [xLabel, ...series.map((each) => each.label)],
        rows: data.map((row) => [row.x, ...row.values.map(show)]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={data} margin={chartMargin}>
          <CartesianGrid {...gridStyle} />
          <XAxis dataKey="x" {...axisStyle} minTickGap={28} />
          <YAxis {...valueAxisStyle} tickFormatter={axisFormat} tickCount={5} />
          <Tooltip
            cursor={{ stroke: 'var(--border-strong)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof data)[number] | undefined;
              if (!active || !row) return null;
              const rows = series.map((each, index) => ({
                label: each.label,
                value: show(row.values[index]),
                color: colors[index] ?? '',
              }));
              return <ChartTooltip tip={{ label: row.x, rows }} />;
            }}
          />
          {series.map((each, index) => (
            <Area
              key={each.key}
              type="linear"
              dataKey={(row: (typeof data)[number]) => row.values[index]}
              name={each.label}
              stroke={colors[index] ?? ''}
              strokeWidth={1.75}
              {...(each.dashed ? { strokeDasharray: '5 4' } : {})}
              fill={colors[index] ?? ''}
              fillOpacity={series.length === 1 ? 0.1 : 0}
              dot={data.length === 1}
              activeDot={{ r: 3.5, strokeWidth: 0 }}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
