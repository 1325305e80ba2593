'use client';

import type { ModelCard } from '@placard/contracts';
import { type DataColumn, DataTable, EmptyState, formatCount } from '@placard/ui';
import { featureName } from './names/feature-names.ts';
import { useThingNames } from './names/use-thing-names.ts';

type Slice = ModelCard['slices'][number];

const figure = (value: number | null, digits: number) =>
  value === null ? '–' : value.toFixed(digits);

const COLUMNS: readonly DataColumn<Slice>[] = [
  { id: 'slice', header: 'Slice', value: (row) => featureName(row.slice) },
  { id: 'value', header: 'Value', value: (row) => row.value },
  {
    id: 'rows',
    header: 'Rows',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.metrics.rows,
    cell: (row) => formatCount(row.metrics.rows),
  },
  {
    id: 'clicks',
    header: 'Clicks',
    align: 'end',
    value: (row) => row.metrics.clicks,
    cell: (row) => formatCount(row.metrics.clicks),
  },
  {
    id: 'logLoss',
    header: 'Log loss',
    align: 'end',
    value: (row) => row.metrics.logLoss,
    cell: (row) => figure(row.metrics.logLoss, 5),
  },
  {
    id: 'auc',
    header: 'AUC',
    align: 'end',
    value: (row) => row.metrics.auc,
    cell: (row) => figure(row.metrics.auc, 4),
  },
  {
    id: 'calibration',
    header: 'Calibration',
    align: 'end',
    value: (row) => row.metrics.calibrationRatio,
    cell: (row) => figure(row.metrics.calibrationRatio, 3),
  },
];

export function SlicesTable({ slices }: { slices: readonly Slice[] }) {
  const nameOf = useThingNames(slices.map(({ value }) => value));
  return (
    <DataTable
      label="Slices"
      columns={COLUMNS}
      rows={slices.map((slice) => ({ ...slice, value: nameOf(slice.value) }))}
      rowId={(row) => `${row.slice}=${row.value}/${row.metrics.rows}/${row.metrics.logLoss}`}
      pageSize={10}
      searchPlaceholder="Search slices"
      csvFileName="slices.csv"
      initialSort={[{ id: 'rows', desc: true }]}
      noun="slices"
      empty={<EmptyState title="No slices" description="The test rows were too few to cut." />}
    />
  );
}
