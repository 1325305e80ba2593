'use client';

import type { ReactNode } from 'react';

export const CHART_COLORS = [
  'var(--chart-1)',
  'var(--chart-2)',
  'var(--chart-3)',
  'var(--chart-4)',
  'var(--chart-5)',
  'var(--chart-6)',
] as const;

export function seriesColor(index: number): string {
  return CHART_COLORS[index % CHART_COLORS.length] ?? CHART_COLORS[0];
}

const TICK = { fill: 'var(--text-subtle)', fontSize: 11 };

export const axisStyle = {
  tick: TICK,
  tickLine: false,
  axisLine: { stroke: 'var(--border-strong)' },
  tickMargin: 8,
};
export const valueAxisStyle = { ...axisStyle, axisLine: false, width: 'auto' as const };
export const gridStyle = { stroke: 'var(--chart-grid)', vertical: false };
export const chartMargin = { top: 8, right: 8, bottom: 0, left: 0 };

export type ChartTip = { label: string; rows: { label: string; value: string; color?: string }[] };

/** What a pointed-at place says; the same look in every chart. */
export function ChartTooltip({ tip }: { tip: ChartTip }): ReactNode {
  return (
    <div className="rounded-md border border-border-strong bg-raised px-2.5 py-2 text-xs shadow-md">
      <p className="mb-1 font-medium text-text">{tip.label}</p>
      {tip.rows.map((row) => (
        <p key={row.label} className="flex items-center gap-2 text-muted">
          {row.color && (
            <span
              aria-hidden="true"
              className="size-2 rounded-full"
              style={{ background: row.color }}
            />
          )}
          <span className="mr-auto pr-3">{row.label}</span>
          <span className="figures font-medium text-text">{row.value}</span>
        </p>
      ))}
    </div>
  );
}
