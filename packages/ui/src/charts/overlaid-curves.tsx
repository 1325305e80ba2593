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
import { formatCount } from '../format/number.tsx';
import { cappedAt } from './capped-at.ts';
import { ChartFrame } from './chart-frame.tsx';
import {
  axisStyle,
  ChartTooltip,
  chartMargin,
  gridStyle,
  seriesColor,
  valueAxisStyle,
} from './chart-style.tsx';
import { niceScale, niceTicks } from './nice-ticks.ts';

export type OverlaidCurve = {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

/** One place of one curve; `y` stands under the curve's own key, so that others pass over it. */
type Place = { x: number; series: number } & Record<`y${number}`, number>;

type OverlaidCurvesProps = {
  title: string;
  description?: string | undefined;
  curves: readonly OverlaidCurve[];
  xLabel: string;
  yLabel: string;
  formatX?: ((value: number) => string) | undefined;
  formatY?: ((value: number) => string) | undefined;
  /** Ticks of the y axis; as `formatY` where absent. */
  axisFormatY?: ((value: number) => string) | undefined;
  /** Lets a few values far above run off the upper edge. */
  capped?: boolean | undefined;
  /** Both axes from zero to one. */
  unit?: boolean | undefined;
  /** Draws the diagonal, which is chance in a ROC. */
  diagonal?: boolean | undefined;
  height?: number | undefined;
  emptyText?: string | undefined;
};

/** Curves over one pair of axes, each with points of its own. */
export function OverlaidCurves({
  title,
  description,
  curves,
  xLabel,
  yLabel,
  formatX = (value) => formatCount(value),
  formatY = (value) => value.toFixed(4),
  axisFormatY = formatY,
  capped = false,
  unit = false,
  diagonal = false,
  height = 260,
  emptyText,
}: OverlaidCurvesProps) {
  const places: Place[] = curves
    .flatMap(({ points }, series) =>
      points.map(({ x, y }) => ({ x, series, [`y${series}`]: y }) as Place),
    )
    .sort((a, b) => a.x - b.x);
  const single = curves.length === 1;
  const across = places.map(({ x }) => x);
  const up = curves.flatMap(({ points }) => points.map(({ y }) => y));
  const scale = niceScale(Math.min(...up), capped ? cappedAt(up) : Math.max(...up));
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      emptyText={emptyText}
      axes={{ x: xLabel, y: yLabel }}
      legend={curves.map(({ label }, index) => ({ label, color: seriesColor(index) }))}
      table={{
        header: single ? [xLabel, yLabel] : ['Curve', xLabel, yLabel],
        rows: curves.flatMap(({ label, points }) =>
          points.map(({ x, y }) => [...(single ? [] : [label]), formatX(x), formatY(y)]),
        ),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={places} margin={chartMargin}>
          <CartesianGrid stroke={gridStyle.stroke} />
          <XAxis
            dataKey="x"
            type="number"
            {...(unit
              ? { domain: [0, 1] }
              : {
                  domain: ['dataMin', 'dataMax'],
                  ticks: niceTicks(Math.min(...across), Math.max(...across)),
                })}
            tickFormatter={formatX}
            minTickGap={24}
            {...axisStyle}
          />
          <YAxis
            type="number"
            {...(unit ? { domain: [0, 1] } : { ...scale, allowDataOverflow: capped })}
            tickFormatter={axisFormatY}
            {...valueAxisStyle}
          />
          {diagonal && (
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 1, y: 1 },
              ]}
              stroke="var(--border-control)"
              strokeDasharray="4 4"
            />
          )}
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--border-strong)' }}
            content={({ active, payload }) => {
              const place = payload?.[0]?.payload as Place | undefined;
              if (!active || !place) return null;
              const row = {
                label: single ? yLabel : (curves[place.series]?.label ?? ''),
                value: formatY(place[`y${place.series}`] ?? 0),
                color: seriesColor(place.series),
              };
              return <ChartTooltip tip={{ label: `${xLabel} ${formatX(place.x)}`, rows: [row] }} />;
            }}
          />
          {curves.map(({ label, points }, index) => (
            <Line
              key={label}
              dataKey={`y${index}`}
              name={label}
              stroke={seriesColor(index)}
              strokeWidth={1.75}
              dot={
                points.length <= 24 ? { r: 2.5, strokeWidth: 0, fill: seriesColor(index) } : false
              }
              isAnimationActive={false}
              connectNulls
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
