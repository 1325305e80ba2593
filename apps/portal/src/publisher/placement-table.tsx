'use client';

import {
  Badge,
  Button,
  type DataColumn,
  DataTable,
  EmptyState,
  formatCount,
  formatPercent,
  Money,
  microsToDecimal,
} from '@placard/ui';
import { PanelTop } from 'lucide-react';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type PlacementRow = ApiOutputs['placement']['list'][number];

const COLUMNS: readonly DataColumn<PlacementRow>[] = [
  {
    id: 'name',
    header: 'Placement',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex min-w-32 flex-col">
        <NextLink href={`/publisher/placements/${row.id}`} className="font-medium hover:underline">
          {row.name}
        </NextLink>
        <span className="text-xs text-muted">{row.propertyName}</span>
      </span>
    ),
  },
  {
    id: 'size',
    header: 'Size',
    hideBelow: 'md',
    value: (row) => `${row.width}x${row.height}`,
    cell: (row) => `${row.width} × ${row.height}`,
  },
  {
    id: 'formats',
    header: 'Formats',
    hideBelow: 'lg',
    value: (row) => row.formats.join('|'),
    cell: (row) => (
      <span className="flex gap-1">
        {row.formats.map((format) => (
          <Badge key={format}>{format}</Badge>
        ))}
      </span>
    ),
  },
  {
    id: 'floor',
    header: 'Floor',
    align: 'end',
    hideBelow: 'md',
    value: (row) => row.floorECpmMicros,
    csv: (row) => microsToDecimal(row.floorECpmMicros),
    cell: (row) => <Money micros={row.floorECpmMicros} currency={row.currency} />,
  },
  {
    id: 'requests',
    header: 'Requests',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.supply.requests,
    cell: (row) => formatCount(row.supply.requests),
  },
  {
    id: 'fill',
    header: 'Fill rate',
    align: 'end',
    value: (row) => row.supply.fillRate,
    cell: (row) => (row.supply.fillRate === null ? '–' : formatPercent(row.supply.fillRate)),
  },
  {
    id: 'ecpm',
    header: 'eCPM',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.supply.eCpmMicros,
    csv: (row) => (row.supply.eCpmMicros === null ? null : microsToDecimal(row.supply.eCpmMicros)),
    cell: (row) => <Money micros={row.supply.eCpmMicros} currency={row.currency} />,
  },
  {
    id: 'revenue',
    header: 'Revenue',
    align: 'end',
    csvHeader: 'Revenue (decimal)',
    value: (row) => row.supply.payoutMicros,
    csv: (row) => microsToDecimal(row.supply.payoutMicros),
    cell: (row) => <Money micros={row.supply.payoutMicros} currency={row.currency} />,
  },
];

export function PlacementTable({
  rows,
  csvFileName,
  toolbar,
}: {
  rows: readonly PlacementRow[];
  csvFileName: string;
  toolbar?: ReactNode;
}) {
  return (
    <DataTable
      label="Placements"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      initialSort={[{ id: 'revenue', desc: true }]}
      csvFileName={csvFileName}
      searchPlaceholder="Search placements"
      noun="placements"
      toolbar={toolbar}
      empty={
        <EmptyState
          icon={PanelTop}
          title="No placements yet"
          description="A placement is a spot on a page. Its tag is one line of HTML."
          action={
            <Button asChild variant="primary">
              <NextLink href="/publisher/placements">New placement</NextLink>
            </Button>
          }
        />
      }
    />
  );
}
