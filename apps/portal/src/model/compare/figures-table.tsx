'use client';

import { type DataColumn, DataTable, EmptyState } from '@placard/ui';
import type { Compared, FigureRow } from './differences.ts';

/** A figure by model, with how far each is from the first; the file holds the differences as columns. */
export function FiguresTable({
  label,
  rows,
  models,
  csvFileName,
  searchPlaceholder,
}: {
  label: string;
  rows: readonly FigureRow[];
  models: readonly Compared[];
  csvFileName: string;
  searchPlaceholder?: string;
}) {
  const columns: DataColumn<FigureRow>[] = [
    { id: 'label', header: label, value: (row) => row.label },
    ...models.flatMap(({ id, name }, index): DataColumn<FigureRow>[] => [
      {
        id,
        header: name,
        align: 'end',
        value: (row) => row.values[index] ?? null,
        cell: (row) => figure(row.values[index], row.digits),
      },
      ...(index === 0
        ? []
        : [
            {
              id: `${id}-difference`,
              header: 'Difference',
              csvHeader: `${name} minus ${models[0]?.name}`,
              align: 'end' as const,
              value: (row: FigureRow) => row.differences[index] ?? null,
              cell: (row: FigureRow) => signed(row.differences[index], row.digits),
            },
          ]),
    ]),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={(row) => row.label}
      pageSize={12}
      csvFileName={csvFileName}
      searchPlaceholder={searchPlaceholder}
      empty={<EmptyState title="Nothing to compare" />}
    />
  );
}

function figure(value: number | null | undefined, digits: number): string {
  return value === null || value === undefined ? '–' : value.toFixed(digits);
}

function signed(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '–';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}
