'use client';

import { useSyncExternalStore } from 'react';
import {
  Bar,
  CartesianGrid,
  Cell,
  BarChart as ReBarChart,
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

const LOWERS = 'var(--chart-3)';

type BarChartProps = {
  title: string;
  description?: string | undefined;
  bars: readonly { label: string; values: readonly number[] }[];
  /** What each of a bar's values is; more than one stands side by side. */
  series: readonly string[];
  categoryLabel: string;
  /** `rows` lays the bars down, for long labels. */
  layout?: 'columns' | 'rows' | undefined;
  format?: ((value: number) => string) | undefined;
  axisFormat?: ((value: number) => string) | undefined;
  height?: number | undefined;
  gap?: number | undefined;
};

export function BarChart({
  title,
  description,
  bars,
  series,
  categoryLabel,
  layout = 'columns',
  format = (value) => formatCount(value),
  axisFormat = (value) => formatCount(value, { compact: true }),
  height = 240,
  gap = 6,
}: BarChartProps) {
  const rows = layout === 'rows';
  const narrow = useNarrow();
  const isSigned = series.length === 1 && bars.some(({ values }) => (values[0] ?? 0) < 0);
  const category = { dataKey: 'label', ...axisStyle };
  const value = { ...valueAxisStyle, tickFormatter: axisFormat, tickCount: 5 };
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      legend={
        isSigned
          ? [
              { label: 'Raises', color: seriesColor(0) },
              { label: 'Lowers', color: LOWERS },
            ]
          : series.map((label, index) => ({ label, color: seriesColor(index) }))
      }
      table={{
        header: [categoryLabel, ...series],
        rows: bars.map((bar) => [bar.label, ...bar.values.map(format)]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ReBarChart
          data={[...bars]}
          margin={chartMargin}
          layout={rows ? 'vertical' : 'horizontal'}
          barCategoryGap={gap}
          barGap={2}
        >
          <CartesianGrid stroke={gridStyle.stroke} vertical={rows} horizontal={!rows} />
          {rows ? (
            <>
              <XAxis type="number" {...axisStyle} axisLine={false} tickFormatter={axisFormat} />
              <YAxis
                type="category"
                {...category}
                width="auto"
                interval={0}
                tickFormatter={(label: string) => (narrow ? cut(label) : label)}
              />
            </>
          ) : (
            <>
              <XAxis {...category} minTickGap={12} />
              <YAxis {...value} />
            </>
          )}
          <Tooltip
            cursor={{ fill: 'var(--surface-hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const bar = payload?.[0]?.payload as BarChartProps['bars'][number] | undefined;
              if (!active || !bar) return null;
              const tipRows = series.map((label, index) => ({
                label,
                value: format(bar.values[index] ?? 0),
                color: seriesColor(index),
              }));
              return <ChartTooltip tip={{ label: bar.label, rows: tipRows }} />;
            }}
          />
          {series.map((label, index) => (
            <Bar
              key={label}
              dataKey={(bar: BarChartProps['bars'][number]) => bar.values[index]}
              name={label}
              fill={seriesColor(index)}
              radius={rows ? [0, 3, 3, 0] : [3, 3, 0, 0]}
              maxBarSize={28}
              isAnimationActive={false}
            >
              {isSigned &&
                bars.map((bar) => (
                  <Cell
                    key={bar.label}
                    fill={(bar.values[index] ?? 0) < 0 ? LOWERS : seriesColor(index)}
                  />
                ))}
            </Bar>
          ))}
        </ReBarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

/** On a phone the bars need the room that whole labels would take; the table and the tip have them whole. */
function cut(label: string): string {
  return label.length > MOST_ON_A_PHONE ? `${label.slice(0, MOST_ON_A_PHONE - 1)}…` : label;
}

const MOST_ON_A_PHONE = 20;
const NARROW = '(max-width: 480px)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = window.matchMedia?.(NARROW);
      query?.addEventListener('change', onChange);
      return () => query?.removeEventListener('change', onChange);
    },
    () => window.matchMedia?.(NARROW)?.matches ?? false,
    () => false,
  );
}
