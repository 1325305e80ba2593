'use client';

import { cappedAt } from './capped-at.ts';
import { ChartFrame } from './chart-frame.tsx';

export type ParallelAxis =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly low: number;
      readonly high: number;
      readonly log?: boolean | undefined;
    }
  | { readonly kind: 'choice'; readonly name: string; readonly values: readonly string[] };

export type ParallelLine = {
  readonly label: string;
  /** In the order of the axes. */
  readonly values: readonly (string | number)[];
  readonly outcome: number;
  readonly look: 'best' | 'whole' | 'early';
};

const LOOKS = {
  best: { color: 'var(--chart-3)', width: 2.5, opacity: 1, label: 'Best' },
  whole: { color: 'var(--chart-1)', width: 1.5, opacity: 0.85, label: 'Trained to its end' },
  early: { color: 'var(--text-subtle)', width: 1, opacity: 0.45, label: 'Ended early' },
} as const;
const ORDER = ['early', 'whole', 'best'] as const;

/** A line for each attempt across an axis for each setting, to the outcome on the last axis. */
export function ParallelCoordinates({
  title,
  description,
  axes,
  outcome,
  lines,
  height = 300,
}: {
  title: string;
  description?: string | undefined;
  axes: readonly ParallelAxis[];
  /** What the last axis measures; less is better. */
  outcome: { readonly name: string; readonly format: (value: number) => string };
  lines: readonly ParallelLine[];
  height?: number | undefined;
}) {
  const outcomes = lines.map((line) => line.outcome);
  const cap = cappedAt(outcomes);
  const last: ParallelAxis = {
    ...{ kind: 'number', name: outcome.name, low: Math.min(...outcomes), high: cap },
  };
  const all = [...axes, last];
  const path = (line: ParallelLine) =>
    [...line.values, Math.min(cap, line.outcome)]
      .map((value, index) => `${across(index, all.length)},${100 * (1 - share(all[index], value))}`)
      .join(' ');
  const behindFirst = lines.toSorted((a, b) => ORDER.indexOf(a.look) - ORDER.indexOf(b.look));
  return (
    <ChartFrame
      title={title}
      description={description}
      emptyText="A line appears for each trial as it is trained."
      legend={ORDER.toReversed().map((look) => ({
        label: LOOKS[look].label,
        color: LOOKS[look].color,
        dashed: look === 'early',
      }))}
      table={{
        header: ['Trial', ...axes.map(({ name }) => name), outcome.name],
        rows: lines.map((line) => [
          line.label,
          ...line.values.map(asText),
          outcome.format(line.outcome),
        ]),
      }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label={`${title}, the picture`} tabIndex={0} className="overflow-x-auto">
        <div
          className="flex flex-col gap-2"
          style={{ height, minWidth: `${all.length * MIN_AXIS_REM}rem` }}
        >
          <div className="flex items-end">
            {all.map(({ name }) => (
              <p key={name} className="min-w-0 flex-1 px-1 text-center font-medium text-muted">
                {name}
              </p>
            ))}
          </div>
          <div className="relative my-1 flex-1">
            <svg
              viewBox="0 0 100 100"
              preserveAspectRatio="none"
              aria-hidden="true"
              className="absolute inset-0 size-full overflow-visible"
            >
              {all.map(({ name }, index) => (
                <line
                  key={name}
                  {...{ x1: across(index, all.length), x2: across(index, all.length) }}
                  {...{ y1: 0, y2: 100, stroke: 'var(--border-strong)' }}
                  vectorEffect="non-scaling-stroke"
                />
              ))}
              {behindFirst.map((line) => {
                const { color, width, opacity } = LOOKS[line.look];
                return (
                  <polyline
                    key={line.label}
                    points={path(line)}
                    fill="none"
                    {...{ stroke: color, strokeWidth: width, opacity }}
                    strokeDasharray={line.look === 'early' ? '4 3' : undefined}
                    vectorEffect="non-scaling-stroke"
                  />
                );
              })}
            </svg>
            {all.map((axis, index) =>
              ticks(axis, axis === last ? outcome.format : asText).map(({ text, at }) => (
                <span
                  key={`${axis.name} ${text}`}
                  className="pointer-events-none absolute -translate-y-1/2 rounded-sm bg-surface/85 px-1 text-subtle"
                  style={{
                    top: `${100 * (1 - at)}%`,
                    ...(axis === last
                      ? { right: `calc(${100 - across(index, all.length)}% + 4px)` }
                      : { left: `calc(${across(index, all.length)}% + 4px)` }),
                  }}
                >
                  {text}
                </span>
              )),
            )}
          </div>
        </div>
      </section>
    </ChartFrame>
  );
}

const MIN_AXIS_REM = 6;

/** Where an axis stands, in per cent of the width. */
function across(index: number, count: number): number {
  return (100 * (index + 0.5)) / count;
}

function share(axis: ParallelAxis | undefined, value: string | number): number {
  if (!axis) return 0;
  if (axis.kind === 'choice') {
    const index = Math.max(0, axis.values.indexOf(String(value)));
    return axis.values.length > 1 ? index / (axis.values.length - 1) : 0.5;
  }
  const scale = (each: number) => (axis.log ? Math.log(each) : each);
  const [low, high] = [scale(axis.low), scale(axis.high)];
  return high > low ? Math.min(1, Math.max(0, (scale(Number(value)) - low) / (high - low))) : 0.5;
}

function ticks(axis: ParallelAxis, format: (value: number) => string) {
  if (axis.kind === 'choice') {
    return axis.values.map((text) => ({ text, at: share(axis, text) }));
  }
  return [axis.low, axis.high].map((value) => ({ text: format(value), at: share(axis, value) }));
}

function asText(value: string | number): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(3))) : value;
}
