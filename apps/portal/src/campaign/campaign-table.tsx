'use client';

import {
  type DataColumn,
  DataTable,
  formatPercent,
  Money,
  microsToDecimal,
  Progress,
  StatusBadge,
} from '@placard/ui';
import NextLink from 'next/link';
import type { ReactNode } from 'react';
import { viewableRate } from '../report/delivery.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type CampaignRow = ApiOutputs['campaign']['list'][number];

const rate = (value: number | null) => (value === null ? '–' : formatPercent(value));

const COLUMNS: readonly DataColumn<CampaignRow>[] = [
  {
    id: 'name',
    header: 'Campaign',
    value: (row) => row.name,
    cell: (row) => (
      <NextLink
        href={`/advertiser/campaigns/${row.id}`}
        className="font-medium text-text hover:underline"
      >
        {row.name}
      </NextLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    value: (row) => row.state,
    cell: (row) => <StatusBadge status={row.state} />,
  },
  {
    id: 'today',
    header: 'Today',
    hideBelow: 'lg',
    value: (row) => row.spentTodayMicros / row.dailyBudgetMicros,
    csvHeader: "Share of today's budget",
    cell: (row) => <TodayBudget row={row} />,
  },
  {
    id: 'spend',
    header: 'Spend',
    align: 'end',
    csvHeader: 'Spend (decimal)',
    value: (row) => row.delivery.spendMicros,
    csv: (row) => microsToDecimal(row.delivery.spendMicros),
    cell: (row) => <Money micros={row.delivery.spendMicros} currency={row.currency} />,
  },
  {
    id: 'impressions',
    header: 'Impressions',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.delivery.impressions,
    cell: (row) => row.delivery.impressions.toLocaleString('en-US'),
  },
  {
    id: 'ctr',
    header: 'CTR',
    align: 'end',
    hideBelow: 'md',
    value: (row) => row.delivery.ctr,
    cell: (row) => rate(row.delivery.ctr),
  },
  {
    id: 'viewable',
    header: 'Viewable',
    align: 'end',
    hideBelow: 'lg',
    value: (row) => viewableRate(row.delivery),
    cell: (row) => rate(viewableRate(row.delivery)),
  },
  {
    id: 'conversions',
    header: 'Conversions',
    align: 'end',
    hideBelow: 'md',
    value: (row) => row.delivery.conversions,
    cell: (row) => row.delivery.conversions.toLocaleString('en-US'),
  },
];

export function CampaignTable({
  rows,
  csvFileName,
  toolbar,
  empty,
}: {
  rows: readonly CampaignRow[];
  csvFileName: string;
  toolbar?: ReactNode;
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Campaigns"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      initialSort={[{ id: 'spend', desc: true }]}
      searchPlaceholder="Search campaigns"
      csvFileName={csvFileName}
      toolbar={toolbar}
      empty={empty}
      noun="campaigns"
    />
  );
}

function TodayBudget({ row }: { row: CampaignRow }) {
  return (
    <div className="w-36">
      <Progress
        hideLabel
        label={`Budget of today used by ${row.name}`}
        ratio={row.spentTodayMicros / row.dailyBudgetMicros}
      />
      <p className="mt-1 text-xs text-muted">
        <Money micros={row.spentTodayMicros} currency={row.currency} /> of{' '}
        <Money micros={row.dailyBudgetMicros} currency={row.currency} />
      </p>
    </div>
  );
}
