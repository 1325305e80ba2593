'use client';

import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
  ZAxis,
} from 'recharts';
import { formatCount, formatPercent } from '../format/number.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { axisStyle, ChartTooltip, chartMargin, gridStyle, valueAxisStyle } from './chart-style.tsx';

export type CalibrationBin = { predicted: number; observed: number; count: number };

const rate = (value: number) => formatPercent(value);

/** Mean prediction against observed rate by bin; a dot's area is its count, the diagonal is honest. */
export function CalibrationPlot({
  title = 'Calibration',
  description,
  bins,
  height = 260,
}: {
  title?: string | undefined;
  description?: string | undefined;
  bins: readonly CalibrationBin[];
  height?: number | undefined;
}) {
  const ticks = rateTicks(
    // A dot at the very edge would be cut in half.
    1.04 * Math.max(0.0001, ...bins.flatMap((bin) => [bin.predicted, bin.observed])),
  );
  const top = ticks.at(-1) ?? 1;
  return (
    <ChartFrame
      title={title}
      description={description ?? 'Predicted against observed; larger dots hold more rows.'}
      height={height}
      axes={{ x: 'Predicted CTR', y: 'Observed CTR' }}
      table={{
        header: ['Predicted', 'Observed', 'Rows'],
        rows: bins.map((bin) => [rate(bin.predicted), rate(bin.observed), formatCount(bin.count)]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ScatterChart margin={chartMargin}>
          <CartesianGrid stroke={gridStyle.stroke} />
          <XAxis
            dataKey="predicted"
            type="number"
            domain={[0, top]}
            ticks={ticks}
            tickFormatter={tickText}
            {...axisStyle}
          />
          <YAxis
            dataKey="observed"
            type="number"
            domain={[0, top]}
            ticks={ticks}
            tickFormatter={tickText}
            {...valueAxisStyle}
          />
          <ZAxis dataKey="count" range={[36, 260]} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: top, y: top },
            ]}
            stroke="var(--border-control)"
            strokeDasharray="4 4"
          />
          <Tooltip
            isAnimationActive={false}
            cursor={false}
            content={({ active, payload }) => {
              const bin = payload?.[0]?.payload as CalibrationBin | undefined;
              if (!active || !bin) return null;
              return (
                <ChartTooltip
                  tip={{
                    label: `${formatCount(bin.count)} rows`,
                    rows: [
                      { label: 'Predicted', value: rate(bin.predicted) },
                      { label: 'Observed', value: rate(bin.observed) },
                      { label: 'Ratio', value: ratioText(bin) },
                    ],
                  }}
                />
              );
            }}
          />
          <Scatter
            data={[...bins]}
            fill="var(--chart-1)"
            fillOpacity={0.55}
            stroke="var(--chart-1)"
            isAnimationActive={false}
          />
        </ScatterChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

const tickText = (value: number) =>
  new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 3 }).format(value);

/** Four or five even steps from zero to just past `most`. */
function rateTicks(most: number): number[] {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((each) => each * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

function ratioText(bin: CalibrationBin): string {
  return bin.observed > 0 ? (bin.predicted / bin.observed).toFixed(3) : '–';
}
