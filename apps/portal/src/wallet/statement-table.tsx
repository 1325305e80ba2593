'use client';

import {
  Badge,
  classNames,
  type DataColumn,
  DataTable,
  formatCount,
  formatDay,
  Money,
  microsToDecimal,
} from '@placard/ui';
import { type ReactNode, useMemo } from 'react';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Statement = ApiOutputs['wallet']['statement'];
type Line = Statement['lines'][number];

const TONES = { 'top-up': 'positive', settlement: 'neutral', adjustment: 'warning' } as const;

export function StatementTable({
  statement,
  csvFileName,
  empty,
}: {
  statement: Statement;
  csvFileName: string;
  empty: ReactNode;
}) {
  const columns = useMemo(() => columnsOf(statement.currency), [statement.currency]);
  return (
    <DataTable
      label="Statement"
      columns={columns}
      rows={statement.lines}
      rowId={(line) => `${line.day} ${line.kind} ${line.latestAt.toISOString()}`}
      csvFileName={csvFileName}
      noun="lines"
      empty={empty}
    />
  );
}

function columnsOf(currency: string): DataColumn<Line>[] {
  return [
    {
      id: 'day',
      header: 'Day',
      value: (line) => line.day,
      cell: (line) => formatDay(line.day, { year: true }),
    },
    {
      id: 'kind',
      header: 'Kind',
      value: (line) => line.kind,
      cell: (line) => <Badge tone={TONES[line.kind]}>{line.kind}</Badge>,
    },
    {
      id: 'memo',
      header: 'What',
      hideBelow: 'sm',
      value: (line) => line.memo,
      cell: (line) =>
        line.kind === 'settlement'
          ? `${formatCount(line.count)} billable events`
          : line.memo || '–',
    },
    {
      id: 'amount',
      header: 'Amount',
      align: 'end',
      csvHeader: `Amount ${currency}`,
      value: (line) => line.amountMicros,
      csv: (line) => microsToDecimal(line.amountMicros),
      cell: (line) => (
        <Money
          micros={line.amountMicros}
          currency={currency}
          className={classNames(line.amountMicros > 0 && 'font-medium text-positive-text')}
        />
      ),
    },
  ];
}
