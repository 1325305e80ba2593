'use client';

import { formatPercent } from '../format/number.tsx';
import { ChartFrame } from './chart-frame.tsx';

export type IntervalRow = { label: string; low: number; estimate: number; high: number };

/** Intervals beside one another on one axis, with zero marked: whether a difference is more than chance. */
export function IntervalPlot({
  title,
  description,
  rows,
  format = (value) => formatPercent(value, { decimals: 2, signed: true }),
}: {
  title: string;
  description?: string | undefined;
  rows: readonly IntervalRow[];
  format?: ((value: number) => string) | undefined;
}) {
  const reach = 1.1 * Math.max(1e-9, ...rows.flatMap(({ low, high }) => [-low, high]));
  const place = (value: number) => `${(50 + (50 * value) / reach).toFixed(2)}%`;
  return (
    <ChartFrame
      title={title}
      description={description}
      height={rows.length * 52 + 28}
      table={{
        header: ['Interval', 'From', 'Estimate', 'To'],
        rows: rows.map((row) => [
          row.label,
          format(row.low),
          format(row.estimate),
          format(row.high),
        ]),
      }}
    >
      <div className="flex h-full flex-col justify-between">
        {rows.map((row) => (
          <div key={row.label} className="flex flex-col gap-1">
            <div className="flex flex-wrap justify-between gap-x-3 text-muted">
              <span>{row.label}</span>
              <span className="text-text">
                {format(row.estimate)} ({format(row.low)} to {format(row.high)})
              </span>
            </div>
            <div className="relative h-4">
              <span className="absolute inset-y-0 left-1/2 w-px bg-border-control" />
              <span
                className="absolute top-1.5 h-1 rounded-full"
                style={{
                  left: place(row.low),
                  right: `calc(100% - ${place(row.high)})`,
                  background: colorOf(row),
                }}
              />
              <span
                className="absolute top-0.5 size-3 -translate-x-1/2 rounded-full"
                style={{ left: place(row.estimate), background: colorOf(row) }}
              />
            </div>
          </div>
        ))}
        <div className="flex justify-between text-subtle">
          <span>{format(-reach)}</span>
          <span>no difference</span>
          <span>{format(reach)}</span>
        </div>
      </div>
    </ChartFrame>
  );
}

function colorOf({ low, high }: IntervalRow): string {
  if (high < 0) return 'var(--danger)';
  return low > 0 ? 'var(--positive)' : 'var(--chart-1)';
}
