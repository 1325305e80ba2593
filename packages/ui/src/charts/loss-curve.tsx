'use client';

import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount } from '../format/number.tsx';
import { cappedAt } from './capped-at.ts';
import { ChartFrame } from './chart-frame.tsx';
import { axisStyle, ChartTooltip, chartMargin, gridStyle, valueAxisStyle } from './chart-style.tsx';
import { niceScale, niceTicks } from './nice-ticks.ts';

export type LossPoint = { step: number; train: number | null; validation: number | null };

const TRAIN = 'var(--chart-1)';
const VALIDATION = 'var(--chart-3)';

/** Log loss by training step; the y axis starts where the data does, since zero is never near,
 * and ends before the first steps, which are far above. */
export function LossCurve({
  title = 'Loss',
  description,
  points,
  height = 240,
}: {
  title?: string | undefined;
  description?: string | undefined;
  points: readonly LossPoint[];
  height?: number | undefined;
}) {
  const steps = points.map(({ step }) => step);
  const losses = points.flatMap(({ train, validation }) =>
    [train, validation].filter((loss) => loss !== null),
  );
  const cap = cappedAt(losses);
  const show = (loss: number | null) => (loss === null ? '–' : loss.toFixed(5));
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      emptyText="The curve grows with the first training steps."
      axes={{
        x: 'Training step',
        y: cap < Math.max(...losses) ? 'Log loss; the first lie above the edge' : 'Log loss',
      }}
      legend={[
        { label: 'Training', color: TRAIN },
        { label: 'Validation', color: VALIDATION },
      ]}
      table={{
        header: ['Step', 'Training loss', 'Validation loss'],
        rows: points.map((p) => [formatCount(p.step), show(p.train), show(p.validation)]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={[...points]} margin={chartMargin}>
          <CartesianGrid {...gridStyle} />
          <XAxis
            dataKey="step"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={niceTicks(Math.min(...steps), Math.max(...steps), 8)}
            tickFormatter={(step: number) => formatCount(step, { compact: true })}
            {...axisStyle}
          />
          <YAxis
            {...niceScale(Math.min(...losses), cap)}
            allowDataOverflow
            tickFormatter={(loss: number) => loss.toFixed(3)}
            {...valueAxisStyle}
          />
          <Tooltip
            cursor={{ stroke: 'var(--border-strong)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as LossPoint | undefined;
              if (!active || !point) return null;
              return (
                <ChartTooltip
                  tip={{
                    label: `Step ${formatCount(point.step)}`,
                    rows: [
                      { label: 'Training', value: show(point.train), color: TRAIN },
                      { label: 'Validation', value: show(point.validation), color: VALIDATION },
                    ],
                  }}
                />
              );
            }}
          />
          <Line
            dataKey="train"
            stroke={TRAIN}
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
            connectNulls
          />
          <Line
            dataKey="validation"
            stroke={VALIDATION}
            strokeWidth={1.75}
            dot={{ r: 2.5, fill: VALIDATION, strokeWidth: 0 }}
            isAnimationActive={false}
            connectNulls
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}
