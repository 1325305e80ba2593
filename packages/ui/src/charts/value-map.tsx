'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { ChartFrame } from './chart-frame.tsx';

export type ValueMapPoint = { readonly value: string; readonly x: number; readonly y: number };

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** A plane's width where names are laid out, and what a letter and a line take of it; a wider one has more room. */
const WIDTH = 440;
const LETTER = 6.6;
const LINE = 16;

/** Named points on a plane; the one pointed at or reached by the arrow keys says its name. */
export function ValueMap({
  title,
  description,
  points,
  height = 320,
}: {
  title: string;
  description?: string | undefined;
  points: readonly ValueMapPoint[];
  height?: number | undefined;
}) {
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const plane = useRef<HTMLDivElement>(null);
  const across = extent(points.map(({ x }) => x));
  const up = extent(points.map(({ y }) => y));
  const isNamed = namedPoints(
    points.map(({ value, x, y }) => ({
      value,
      ...{ left: share(x, across), top: 1 - share(y, up) },
    })),
    height,
  );
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || points.length === 0) return;
    event.preventDefault();
    const next = (current + step + points.length) % points.length;
    setCurrent(next);
    plane.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <ChartFrame
      title={title}
      description={description}
      height={height}
      table={{
        header: ['Value', 'First axis', 'Second axis'],
        rows: points.map(({ value, x, y }) => [value, x.toFixed(3), y.toFixed(3)]),
      }}
    >
      <div
        ref={plane}
        role="toolbar"
        aria-label={`${title}: arrow keys go from point to point`}
        onKeyDown={move}
        className="relative h-full overflow-hidden rounded-md border border-border bg-sunken"
      >
        {points.map(({ value, x, y }, index) => {
          const left = share(x, across);
          const top = 1 - share(y, up);
          const named = shown === index;
          return (
            <button
              key={value}
              type="button"
              tabIndex={index === current ? 0 : -1}
              aria-label={value}
              onFocus={() => {
                setCurrent(index);
                setShown(index);
              }}
              onBlur={() => setShown(null)}
              onMouseEnter={() => setShown(index)}
              onMouseLeave={() => setShown(null)}
              className={classNames(
                'absolute grid size-6 -translate-1/2 place-items-center rounded-full',
                named && 'z-10',
              )}
              style={{ left: `${place(left)}%`, top: `${place(top)}%` }}
            >
              <span
                aria-hidden="true"
                className="size-2.5 rounded-full opacity-75"
                style={{ background: named ? 'var(--chart-3)' : 'var(--chart-1)' }}
              />
              {!named && isNamed[index] && (
                <span
                  aria-hidden="true"
                  className={classNames(
                    'pointer-events-none absolute hidden max-w-28 truncate text-subtle sm:block',
                    left > 0.5 ? 'right-5' : 'left-5',
                  )}
                >
                  {value}
                </span>
              )}
              {named && (
                <span
                  className={classNames(
                    'pointer-events-none absolute rounded-md border border-border-strong bg-raised px-2 py-1 font-medium whitespace-nowrap text-text shadow-md',
                    left > 0.5 ? 'right-5' : 'left-5',
                    top > 0.5 ? 'bottom-4' : 'top-4',
                  )}
                >
                  {value}
                </span>
              )}
            </button>
          );
        })}
      </div>
    </ChartFrame>
  );
}

type Placed = { readonly value: string; readonly left: number; readonly top: number };

/** Which points may show their names so that none stands over another name or another point. */
function namedPoints(points: readonly Placed[], height: number): boolean[] {
  const taken = points.map(({ left, top }) => ({
    ...{ from: left * WIDTH - 6, to: left * WIDTH + 6, above: top * height - 6 },
    below: top * height + 6,
  }));
  return points.map(({ value, left, top }) => {
    const length = Math.min(112, value.length * LETTER);
    const near = left * WIDTH + (left > 0.5 ? -8 - length : 8);
    const box = {
      ...{ from: near, to: near + length, above: top * height - LINE / 2 },
      below: top * height + LINE / 2,
    };
    const isFree = taken.every(
      (other) =>
        other.to < box.from ||
        other.from > box.to ||
        other.below < box.above ||
        other.above > box.below,
    );
    if (isFree) taken.push(box);
    return isFree;
  });
}

type Extent = { readonly from: number; readonly to: number };

function extent(values: readonly number[]): Extent {
  return { from: Math.min(...values), to: Math.max(...values) };
}

function share(value: number, { from, to }: Extent): number {
  return to > from ? (value - from) / (to - from) : 0.5;
}

/** Per cent of the plane, with a margin in which a point is whole. */
function place(part: number): string {
  return (5 + 90 * part).toFixed(2);
}
