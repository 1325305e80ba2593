'use client';

import {
  Badge,
  Button,
  Card,
  ConfirmDialog,
  type DataColumn,
  DataTable,
  EmptyState,
  Select,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { ROLES, roleLabel } from './roles.ts';
import { type Secret, ShownOnce } from './shown-once.tsx';

type Member = ApiOutputs['member']['list'][number];

export function Members() {
  const trpc = useTRPC();
  const query = useQuery(trpc.member.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const remove = useAction(trpc.member.remove.mutationOptions(), {
    done: 'Removed',
    onDone: () => setRemoving(null),
  });
  return (
    <Card
      flush
      title="People"
      description="What each may do follows from the role, at once and everywhere."
      actions={
        <Button size="sm" onClick={() => setAdding(true)}>
          <Plus aria-hidden="true" />
          Add a person
        </Button>
      }
    >
      <Loaded query={query} what="people">
        {(members) => (
          <DataTable
            label="People"
            columns={columnsOf(setRemoving)}
            rows={members}
            rowId={(member) => member.id}
            noun="people"
            empty={<EmptyState icon={Users} title="Nobody yet" />}
          />
        )}
      </Loaded>
      {adding && (
        <AddMemberDialog
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false);
            setSecret(made);
          }}
        />
      )}
      {secret && <ShownOnce secret={secret} onClose={() => setSecret(null)} />}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Remove ${removing?.name ?? ''}?`}
        description="They lose access to this organization with their next request. What they made stays."
        confirmLabel="Remove"
        tone="danger"
        busy={remove.isPending}
        onConfirm={() => removing && remove.mutate({ membershipId: removing.id })}
      />
    </Card>
  );
}

function columnsOf(onRemove: (member: Member) => void): DataColumn<Member>[] {
  return [
    {
      id: 'name',
      header: 'Person',
      value: ({ name }) => name,
      cell: ({ name, email, disabled }) => (
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-medium">
            {name}
            {disabled && <Badge tone="danger">locked out</Badge>}
          </p>
          <p className="text-xs text-muted">{email}</p>
        </div>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      value: ({ role }) => roleLabel(role),
      cell: (member) => <RoleSelect member={member} />,
    },
    {
      id: 'actions',
      header: '',
      align: 'end',
      cell: (member) => (
        <Button size="sm" aria-label={`Remove ${member.name}`} onClick={() => onRemove(member)}>
          Remove
        </Button>
      ),
    },
  ];
}

function RoleSelect({ member }: { member: Member }) {
  const trpc = useTRPC();
  const setRole = useAction(trpc.member.setRole.mutationOptions(), {
    done: (_, { role }) => `${member.name} is ${roleLabel(role).toLowerCase()} now`,
  });
  if (member.role === 'staff') return <Badge>{roleLabel(member.role)}</Badge>;
  return (
    <Select
      size="sm"
      className="w-36"
      aria-label={`Role of ${member.name}`}
      options={ROLES}
      value={member.role}
      disabled={setRole.isPending}
      onValueChange={(role) => setRole.mutate({ membershipId: member.id, role })}
    />
  );
}
