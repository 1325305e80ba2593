'use client';

import {
  Card,
  type DataColumn,
  DataTable,
  EmptyState,
  Input,
  Instant,
  PageHeader,
} from '@placard/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ScrollText, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Entry = ApiOutputs['admin']['audit'][number];

export function AuditPage() {
  const trpc = useTRPC();
  const pages = useCursorPages(50);
  const [text, setText] = useState('');
  const entityId = useDeferredValue(text.trim());
  const query = useQuery(
    trpc.admin.audit.queryOptions(
      { ...pages.input, ...(entityId ? { entityId } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  const filter = (
    <Input
      type="search"
      aria-label="Filter by entity"
      placeholder="Id of an entity: cmp_…, mdl_…"
      prefix={<Search aria-hidden="true" className="size-4" />}
      className="h-8.5 max-w-96 min-w-40 flex-1 text-sm"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        pages.reset();
      }}
    />
  );
  return (
    <>
      <PageHeader title="Audit log" description="Who did what, to which entity, and when." />
      <Card flush>
        <Loaded query={query} what="audit log">
          {(entries) => (
            <>
              <DataTable
                label="Audit log"
                columns={COLUMNS}
                rows={entries}
                rowId={(entry) => entry.id}
                pageSize={50}
                csvFileName="audit.csv"
                noun="entries"
                toolbar={filter}
                empty={<EmptyState icon={ScrollText} title="Nothing here" />}
              />
              <CursorButtons pages={pages} rows={entries} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

const COLUMNS: readonly DataColumn<Entry>[] = [
  {
    id: 'at',
    header: 'When',
    value: (entry) => entry.createdAt.toISOString(),
    cell: (entry) => <Instant at={entry.createdAt} timeZone="UTC" />,
  },
  {
    id: 'actor',
    header: 'Who',
    value: (entry) => entry.actorName ?? entry.actorId ?? entry.actorKind,
  },
  {
    id: 'action',
    header: 'Did',
    value: (entry) => entry.action,
    cell: (entry) => <code className="font-mono text-xs">{entry.action}</code>,
  },
  {
    id: 'entity',
    header: 'To',
    hideBelow: 'md',
    value: (entry) => entry.entityId,
    cell: (entry) => <code className="font-mono text-xs">{entry.entityId}</code>,
  },
  {
    id: 'detail',
    header: 'With',
    hideBelow: 'lg',
    value: (entry) => JSON.stringify(entry.detail),
    cell: (entry) => (
      <code className="line-clamp-2 max-w-96 font-mono text-xs break-all text-muted">
        {JSON.stringify(entry.detail)}
      </code>
    ),
  },
];
