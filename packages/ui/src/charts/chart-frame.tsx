'use client';

import { ChartLine, Download, Table2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Cell, HeaderCell, Table } from '../data/table.tsx';
import { EmptyState } from '../feedback/states.tsx';
import { IconButton } from '../form/icon-button.tsx';
import { downloadCsv, toCsv } from '../format/csv.ts';

export type ChartTable = { header: readonly string[]; rows: readonly (readonly string[])[] };

type ChartFrameProps = {
  title: string;
  description?: ReactNode;
  legend?: readonly { label: string; color: string; dashed?: boolean | undefined }[] | undefined;
  /** The same figures as rows: the reader who cannot use the picture loses nothing. */
  table: ChartTable;
  /** Of the picture, in pixels; its own where absent. */
  height?: number | undefined;
  /** What the axes measure, and in what. */
  axes?: { x: string; y: string } | undefined;
  emptyText?: string | undefined;
  children: ReactNode;
};

/** Title, legend, axes, the picture, the switch to its table, and that table as a file. Every chart stands in one. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, description, legend, table, height, axes, emptyText, children } = props;
  const [asTable, setAsTable] = useState(false);
  const empty = table.rows.length === 0;
  return (
    <figure aria-label={title} className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold">{title}</h2>
          {description && <p className="text-xs text-muted">{description}</p>}
        </div>
        {!empty && (
          <div className="flex shrink-0">
            {asTable && (
              <IconButton
                size="sm"
                label="Download as CSV"
                onClick={() => downloadCsv(fileName(title), toCsv(table.header, table.rows))}
              >
                <Download aria-hidden="true" />
              </IconButton>
            )}
            <IconButton
              size="sm"
              label={asTable ? 'Show the chart' : 'Show as a table'}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? <ChartLine aria-hidden="true" /> : <Table2 aria-hidden="true" />}
            </IconButton>
          </div>
        )}
      </figcaption>
      {legend && legend.length > 1 && !asTable && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {legend.map((entry) => (
            <li key={entry.label} className="flex items-center gap-1.5">
              <svg viewBox="0 0 12 4" aria-hidden="true" className="h-1 w-3">
                <path
                  d="M0 2h12"
                  stroke={entry.color}
                  strokeWidth="3"
                  strokeDasharray={entry.dashed ? '3 2' : undefined}
                />
              </svg>
              {entry.label}
            </li>
          ))}
        </ul>
      )}
      {empty ? (
        <EmptyState
          title="Nothing to show yet"
          description={emptyText ?? 'Figures appear here as soon as there are any.'}
          className="py-8"
        />
      ) : asTable ? (
        <div
          className="overflow-y-auto rounded-md border border-border"
          style={{ maxHeight: height ?? TABLE_HEIGHT }}
        >
          <ChartRows label={title} table={table} />
        </div>
      ) : (
        <div className="figures min-w-0 text-xs">
          {axes && <p className="pb-1 text-subtle">{axes.y}</p>}
          <div style={{ height }}>{children}</div>
          {axes && <p className="pt-1 text-right text-subtle">{axes.x}</p>}
        </div>
      )}
    </figure>
  );
}

const TABLE_HEIGHT = 320;

function fileName(title: string): string {
  return `${title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.csv`;
}

function ChartRows({ label, table }: { label: string; table: ChartTable }) {
  return (
    <Table label={`${label}, as a table`}>
      <thead>
        <tr>
          {table.header.map((name, column) => (
            <HeaderCell key={name} align={column === 0 ? 'start' : 'end'} className="border-t-0">
              {name}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((value, column) => (
              <Cell
                // biome-ignore lint/suspicious/noArrayIndexKey: a row's columns never move
                key={column}
                align={column === 0 ? 'start' : 'end'}
                className="h-8"
              >
                {value}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
