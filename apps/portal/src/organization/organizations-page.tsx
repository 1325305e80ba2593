'use client';

import {
  Badge,
  Card,
  type DataColumn,
  DataTable,
  EmptyState,
  formatCount,
  formatInstant,
  Instant,
  PageHeader,
  Tabs,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { UsersTable } from './users-table.tsx';

type Organization = ApiOutputs['admin']['organizations'][number];

export function OrganizationsPage() {
  const [tab, setTab] = useState('organizations');
  return (
    <>
      <PageHeader
        title="Organizations"
        description="Who buys, who sells, and the people in them."
      />
      <Tabs
        label="Organizations and people"
        value={tab}
        onValueChange={setTab}
        tabs={[
          { value: 'organizations', label: 'Organizations', content: <OrganizationTable /> },
          { value: 'people', label: 'People', content: <UsersTable /> },
        ]}
      />
    </>
  );
}

function OrganizationTable() {
  const trpc = useTRPC();
  const query = useQuery(trpc.admin.organizations.queryOptions());
  return (
    <Card flush>
      <Loaded query={query} what="organizations">
        {(organizations) => (
          <DataTable
            label="Organizations"
            columns={COLUMNS}
            rows={organizations}
            rowId={(organization) => organization.id}
            searchPlaceholder="Search organizations"
            csvFileName="organizations.csv"
            noun="organizations"
            empty={<EmptyState title="No organizations yet" />}
          />
        )}
      </Loaded>
    </Card>
  );
}

const COLUMNS: readonly DataColumn<Organization>[] = [
  {
    id: 'name',
    header: 'Name',
    value: (row) => row.name,
    cell: (row) => (
      <span className="flex items-center gap-2 font-medium">
        {row.name}
        {row.isPlatform && <Badge tone="accent">platform</Badge>}
      </span>
    ),
  },
  {
    id: 'advertisers',
    header: 'Advertisers',
    align: 'end',
    value: (row) => row.advertiserCount,
    cell: (row) => formatCount(row.advertiserCount),
  },
  {
    id: 'publishers',
    header: 'Publishers',
    align: 'end',
    value: (row) => row.publisherCount,
    cell: (row) => formatCount(row.publisherCount),
  },
  {
    id: 'members',
    header: 'People',
    align: 'end',
    hideBelow: 'sm',
    value: (row) => row.memberCount,
    cell: (row) => formatCount(row.memberCount),
  },
  {
    id: 'created',
    header: 'Since',
    hideBelow: 'md',
    value: (row) => row.createdAt.toISOString(),
    csv: (row) => formatInstant(row.createdAt, 'UTC'),
    cell: (row) => <Instant at={row.createdAt} timeZone="UTC" />,
  },
];
