'use client';

import { type CSSProperties, type KeyboardEvent, useRef, useState } from 'react';
import { classNames } from '../class-names.ts';
import { ChartFrame } from './chart-frame.tsx';

type HeatMapProps = {
  title: string;
  description?: string | undefined;
  /** What the rows and the columns are: "Interest", "Item". */
  rowLabel: string;
  columnLabel: string;
  rows: readonly string[];
  columns: readonly string[];
  /** By row, then column. Negative values get a colour of their own. */
  values: readonly (readonly number[])[];
  format?: ((value: number) => string) | undefined;
  emptyText?: string | undefined;
};

/** Cells this wide carry their figure. */
const MOST_WITH_FIGURES = 12;
/** Per cent of colour in the strongest cell: more would not bear text in either theme. */
const STRONGEST = 58;

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** A matrix in colour. The cell pointed at, or reached by the arrow keys, says its row, column and value. */
export function HeatMap({
  title,
  description,
  rowLabel,
  columnLabel,
  rows,
  columns,
  values,
  format: formatAs,
  emptyText,
}: HeatMapProps) {
  const [current, setCurrent] = useState<readonly [number, number]>([0, 0]);
  const [shown, setShown] = useState<readonly [number, number] | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const flat = values.flat();
  const most = Math.max(0, ...flat.map(Math.abs));
  // Where all are of one sign, the palest stands for the least: else alike weights would look the same.
  const least = flat.some((value) => value < 0) ? 0 : Math.min(most, ...flat);
  const format = formatAs ?? ((value: number) => value.toFixed(most < 0.1 ? 5 : 3));
  const wide = columns.length <= MOST_WITH_FIGURES;
  const isEmpty = rows.length === 0 || columns.length === 0;
  const at = ([row, column]: readonly [number, number]) => values[row]?.[column] ?? 0;
  const move = (event: KeyboardEvent) => {
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    const next = [
      Math.min(rows.length - 1, Math.max(0, current[0] + step[0])),
      Math.min(columns.length - 1, Math.max(0, current[1] + step[1])),
    ] as const;
    setCurrent(next);
    grid.current?.querySelectorAll('button')[next[0] * columns.length + next[1]]?.focus();
  };
  return (
    <ChartFrame
      title={title}
      description={description}
      emptyText={emptyText}
      table={{
        header: [rowLabel, columnLabel, 'Weight'],
        rows: isEmpty
          ? []
          : rows.flatMap((row, r) => columns.map((column, c) => [row, column, format(at([r, c]))])),
      }}
    >
      <p aria-hidden="true" className="min-h-8 pb-2 text-muted">
        {shown ? (
          <>
            {rows[shown[0]]} <span className="text-subtle">→</span> {columns[shown[1]]}{' '}
            <strong className="font-semibold text-text">{format(at(shown))}</strong>
          </>
        ) : (
          `Down: ${rowLabel}. Across: ${columnLabel}. Pale ${format(least)}, strong ${format(most)}. Point at a cell, or use the arrow keys.`
        )}
      </p>
      <div className="overflow-x-auto pb-1">
        <table ref={grid} className="border-separate border-spacing-0.5">
          <caption className="sr-only">{`${title}: arrow keys go from cell to cell`}</caption>
          <thead>
            <tr>
              <td />
              {columns.map((column, c) => (
                <th
                  // biome-ignore lint/suspicious/noArrayIndexKey: an item may stand in a history twice
                  key={c}
                  scope="col"
                  title={column}
                  className={classNames(
                    'h-28 align-bottom font-normal whitespace-nowrap',
                    shown?.[1] === c ? 'text-text' : 'text-muted',
                  )}
                >
                  <span className="inline-block max-h-27 rotate-180 overflow-hidden text-ellipsis [writing-mode:vertical-rl]">
                    {column}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={move}>
            {rows.map((row, r) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an item may stand in a history twice
              <tr key={r}>
                <th
                  scope="row"
                  title={row}
                  className={classNames(
                    'sticky left-0 max-w-40 truncate bg-surface pr-2 text-right font-normal sm:max-w-56',
                    shown?.[0] === r ? 'text-text' : 'text-muted',
                  )}
                >
                  {row}
                </th>
                {columns.map((column, c) => {
                  const here = [r, c] as const;
                  const value = at(here);
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: an item may stand in a history twice
                    <td key={c} className="p-0">
                      <button
                        type="button"
                        tabIndex={r === current[0] && c === current[1] ? 0 : -1}
                        aria-label={`${row}, ${column}: ${format(value)}`}
                        onFocus={() => {
                          setCurrent(here);
                          setShown(here);
                        }}
                        onBlur={() => setShown(null)}
                        onMouseEnter={() => setShown(here)}
                        onMouseLeave={() => setShown(null)}
                        style={shade(value, least, most)}
                        className={classNames(
                          'block h-6 rounded-sm text-text outline-offset-0 hover:outline-2 hover:outline-border-control',
                          wide ? 'w-12' : columns.length > 32 ? 'w-4' : 'w-5',
                        )}
                      >
                        {wide && <span aria-hidden="true">{short(value)}</span>}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

function shade(value: number, least: number, most: number): CSSProperties {
  const share = most > least ? (STRONGEST * (Math.abs(value) - least)) / (most - least) : 0;
  const color = value < 0 ? 'var(--chart-3)' : 'var(--chart-1)';
  return { background: `color-mix(in srgb, ${color} ${share.toFixed(1)}%, var(--surface-sunken))` };
}

function short(value: number): string {
  return value.toFixed(2).replace('-', '−');
}
