'use client';

import {
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Scatter,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { cappedAt } from './capped-at.ts';
import { ChartFrame } from './chart-frame.tsx';
import { axisStyle, ChartTooltip, chartMargin, gridStyle, valueAxisStyle } from './chart-style.tsx';
import { niceScale } from './nice-ticks.ts';

export type Attempt = {
  /** From 1. */
  readonly number: number;
  readonly loss: number;
  /** Whether it ran to its end: only such attempts count for the best. */
  readonly isWhole: boolean;
  /** What became of it, in words. */
  readonly state: string;
};

const BEST = 'var(--chart-3)';
const WHOLE = 'var(--chart-1)';
const EARLY = 'var(--text-subtle)';

/** Losses of attempts in their order, and the least of those that ran to their end. */
export function BestSoFar({
  title,
  description,
  attempts,
  height = 260,
}: {
  title: string;
  description?: string | undefined;
  attempts: readonly Attempt[];
  height?: number | undefined;
}) {
  const cap = cappedAt(attempts.map(({ loss }) => loss));
  let least: number | null = null;
  const points = attempts.map((attempt) => {
    if (attempt.isWhole) least = Math.min(least ?? Infinity, attempt.loss);
    const place = Math.min(cap, attempt.loss);
    return {
      ...attempt,
      best: least,
      whole: attempt.isWhole ? place : null,
      early: attempt.isWhole ? null : place,
    };
  });
  const show = (loss: number | null) => (loss === null ? '–' : loss.toFixed(5));
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      emptyText="A point appears for each trial as it is trained."
      axes={{ x: 'Trial', y: 'Validation log loss' }}
      legend={[
        { label: 'Trained to its end', color: WHOLE },
        { label: 'Ended early', color: EARLY },
        { label: 'Best so far', color: BEST },
      ]}
      table={{
        header: ['Trial', 'Outcome', 'Validation log loss', 'Best so far'],
        rows: points.map(({ number, state, loss, best }) => [
          String(number),
          state,
          show(loss),
          show(best),
        ]),
      }}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={points} margin={chartMargin}>
          <CartesianGrid {...gridStyle} />
          <XAxis
            dataKey="number"
            type="number"
            domain={[1, (most: number) => Math.max(2, most)]}
            allowDecimals={false}
            padding={{ left: 12, right: 12 }}
            {...axisStyle}
          />
          <YAxis
            {...niceScale(Math.min(...attempts.map(({ loss }) => loss)), cap)}
            tickFormatter={(loss: number) => loss.toFixed(3)}
            {...valueAxisStyle}
          />
          <Tooltip
            cursor={{ stroke: 'var(--border-strong)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as (typeof points)[number] | undefined;
              if (!active || !point) return null;
              return (
                <ChartTooltip
                  tip={{
                    label: `Trial ${point.number}: ${point.state}`,
                    rows: [
                      {
                        label: 'Validation log loss',
                        value: show(point.loss),
                        color: point.isWhole ? WHOLE : EARLY,
                      },
                      { label: 'Best so far', value: show(point.best), color: BEST },
                    ],
                  }}
                />
              );
            }}
          />
          <Line
            dataKey="best"
            type="stepAfter"
            stroke={BEST}
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Scatter dataKey="early" shape={hollow} isAnimationActive={false} />
          <Scatter dataKey="whole" fill={WHOLE} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

/** A ring where there is a value: what ended early is told apart without its colour. */
function hollow({ cx, cy }: { cx?: number | undefined; cy?: number | undefined }) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return <g />;
  return <circle cx={cx} cy={cy} r={3.5} fill="var(--surface)" stroke={EARLY} strokeWidth={1.5} />;
}
