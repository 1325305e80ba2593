'use client';

import {
  Badge,
  type DataColumn,
  DataTable,
  EmptyState,
  formatPercent,
  Instant,
  StatusBadge,
} from '@placard/ui';
import { Microscope } from 'lucide-react';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { MarketMoney } from '../platform/market-money.tsx';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { noFillText } from './no-fill-text.ts';

type Decision = ApiOutputs['decision']['list'][number];

export function DecisionTable({
  decisions,
  toolbar,
}: {
  decisions: readonly Decision[];
  toolbar: ReactNode;
}) {
  return (
    <DataTable
      label="Decisions"
      columns={COLUMNS}
      rows={decisions}
      rowId={(decision) => decision.id}
      pageSize={50}
      csvFileName="decisions.csv"
      noun="decisions"
      toolbar={toolbar}
      empty={
        <EmptyState
          icon={Microscope}
          title="No decisions here"
          description="They appear as soon as a page asks for ads."
        />
      }
    />
  );
}

const COLUMNS: readonly DataColumn<Decision>[] = [
  {
    id: 'at',
    header: 'When',
    value: (row) => row.decidedAt.toISOString(),
    cell: (row) => (
      <NextLink href={`/admin/decisions/${row.id}`} className="font-medium hover:underline">
        <Instant at={row.decidedAt} timeZone="UTC" />
      </NextLink>
    ),
  },
  {
    id: 'placement',
    header: 'Placement',
    hideBelow: 'md',
    value: (row) => row.placementName ?? row.placementId,
    cell: (row) => (
      <span className="flex min-w-28 flex-col">
        <span className="truncate">{row.placementName ?? row.placementId}</span>
        <span className="truncate text-xs text-muted">{row.propertyName}</span>
      </span>
    ),
  },
  {
    id: 'outcome',
    header: 'Shown',
    value: (row) => row.creativeName ?? row.noFill,
    cell: (row) =>
      row.noFill ? (
        <StatusBadge status="no-fill" label={noFillText(row.noFill)} />
      ) : (
        <span className="flex min-w-28 flex-col">
          <span className="truncate font-medium">{row.creativeName ?? row.adId}</span>
          <span className="truncate text-xs text-muted">{row.advertiserName}</span>
        </span>
      ),
  },
  {
    id: 'by',
    header: 'By',
    hideBelow: 'lg',
    value: (row) => (row.predictor.kind === 'model' ? row.predictor.modelKind : 'posterior mean'),
    cell: (row) => (
      <span className="flex gap-1">
        <Badge tone={row.predictor.kind === 'model' ? 'accent' : 'neutral'}>
          {row.predictor.kind === 'model' ? row.predictor.modelKind : 'posterior mean'}
        </Badge>
        {row.explored && <Badge tone="warning">explored</Badge>}
        {row.house && <Badge>house</Badge>}
      </span>
    ),
  },
  {
    id: 'pctr',
    header: 'pCTR',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.pCtr,
    cell: (row) => (row.pCtr === null ? '–' : formatPercent(row.pCtr)),
  },
  {
    id: 'ecpm',
    header: 'eCPM',
    align: 'end',
    hideBelow: 'md',
    value: (row) => row.eCpmMicros,
    cell: (row) => (
      <MarketMoney
        micros={row.eCpmMicros === null ? null : Math.round(row.eCpmMicros)}
        marketId={row.marketId}
      />
    ),
  },
  {
    id: 'latency',
    header: 'Took',
    align: 'end',
    hideBelow: 'lg',
    value: (row) => row.latencyUs,
    cell: (row) => `${(row.latencyUs / 1000).toFixed(2)} ms`,
  },
];
