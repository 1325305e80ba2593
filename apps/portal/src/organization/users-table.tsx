'use client';

import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  type DataColumn,
  DataTable,
  EmptyState,
  Input,
  StatusBadge,
} from '@placard/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type User = ApiOutputs['admin']['users'][number];

export function UsersTable() {
  const trpc = useTRPC();
  const pages = useCursorPages(50);
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const [changing, setChanging] = useState<User | null>(null);
  const query = useQuery(
    trpc.admin.users.queryOptions(
      { ...pages.input, ...(search ? { search } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  const setDisabled = useAction(trpc.admin.setUserDisabled.mutationOptions(), {
    done: (_, { disabled }) => (disabled ? 'Locked out' : 'Let in again'),
    onDone: () => setChanging(null),
  });
  const filter = (
    <Input
      type="search"
      aria-label="Search people"
      placeholder="Name or email"
      prefix={<Search aria-hidden="true" className="size-4" />}
      className="h-8.5 max-w-80 min-w-40 flex-1 text-sm"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        pages.reset();
      }}
    />
  );
  return (
    <Card flush>
      <Loaded query={query} what="people">
        {(users) => (
          <>
            <DataTable
              label="People"
              columns={columnsOf(setChanging)}
              rows={users}
              rowId={(user) => user.id}
              pageSize={50}
              noun="people"
              toolbar={filter}
              empty={<EmptyState title="Nobody matches" />}
            />
            <CursorButtons pages={pages} rows={users} />
          </>
        )}
      </Loaded>
      <ConfirmDialog
        open={changing !== null}
        onOpenChange={(open) => !open && setChanging(null)}
        title={
          changing?.disabled ? `Let ${changing.name} in again?` : `Lock ${changing?.name} out?`
        }
        description={
          changing?.disabled
            ? 'They can sign in again with their password.'
            : 'Every session of theirs ends at once, and they cannot sign in.'
        }
        confirmLabel={changing?.disabled ? 'Let in' : 'Lock out'}
        tone={changing?.disabled ? 'primary' : 'danger'}
        busy={setDisabled.isPending}
        onConfirm={() =>
          changing && setDisabled.mutate({ userId: changing.id, disabled: !changing.disabled })
        }
      />
    </Card>
  );
}

function columnsOf(onChange: (user: User) => void): DataColumn<User>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      value: (user) => user.name,
      cell: (user) => (
        <span className="flex min-w-36 flex-col">
          <span className="font-medium">{user.name}</span>
          <span className="text-xs text-muted">{user.email}</span>
        </span>
      ),
    },
    {
      id: 'memberships',
      header: 'Belongs to',
      value: (user) => user.memberships.map((each) => each.organizationName).join('|'),
      cell: (user) => (
        <span className="flex flex-wrap gap-1">
          {user.memberships.map((each) => (
            <Badge key={each.organizationName}>
              {each.organizationName}: {each.role}
            </Badge>
          ))}
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      hideBelow: 'sm',
      value: (user) => (user.disabled ? 'locked out' : 'active'),
      cell: (user) => (
        <StatusBadge
          status={user.disabled ? 'suspended' : 'active'}
          label={user.disabled ? 'Locked out' : 'Active'}
        />
      ),
    },
    {
      id: 'actions',
      header: 'Actions',
      align: 'end',
      cell: (user) => (
        <Button size="sm" onClick={() => onChange(user)}>
          {user.disabled ? 'Let in' : 'Lock out'}
        </Button>
      ),
    },
  ];
}
