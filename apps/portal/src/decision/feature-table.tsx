'use client';

import { type DataColumn, DataTable } from '@placard/ui';
import { featureName } from '../model/names/feature-names.ts';
import { useThingNames } from '../model/names/use-thing-names.ts';

type Value = string | number | readonly string[] | null;
type Row = { name: string; value: Value };

const COLUMNS: readonly DataColumn<Row>[] = [
  { id: 'name', header: 'Feature', value: (row) => featureName(row.name) },
  {
    id: 'value',
    header: 'Value',
    align: 'end',
    value: (row) => shownValue(row.value),
    cell: (row) => <span className="whitespace-normal">{shownValue(row.value)}</span>,
  },
];

export function FeatureTable({ features }: { features: Readonly<Record<string, Value>> }) {
  const nameOf = useThingNames(Object.values(features).flat());
  const named = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(nameOf);
    return typeof value === 'string' ? nameOf(value) : value;
  };
  const rows = Object.entries(features).map(([name, value]) => ({ name, value: named(value) }));
  return (
    <DataTable
      label="Features"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.name}
      pageSize={20}
      searchPlaceholder="Search features"
      noun="features"
    />
  );
}

/** A feature's value in words. */
export function shownValue(value: Value): string {
  if (value === null) return 'missing';
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  return typeof value === 'number' ? String(Number(value.toFixed(6))) : String(value);
}
