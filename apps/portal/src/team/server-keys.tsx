'use client';

import { Badge, Button, Card, ConfirmDialog, EmptyState, Field, Input, Instant } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { type Secret, ShownOnce } from './shown-once.tsx';

type Key = ApiOutputs['apiKey']['list'][number];

const schema = z.object({ name: z.string().trim().min(1, 'Name what will use it.').max(120) });

export function ServerKeys() {
  const trpc = useTRPC();
  const query = useQuery(trpc.apiKey.list.queryOptions());
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<Secret | null>(null);
  const [revoking, setRevoking] = useState<Key | null>(null);
  const revoke = useAction(trpc.apiKey.revoke.mutationOptions(), {
    done: 'Key revoked',
    onDone: () => setRevoking(null),
  });
  return (
    <Card
      flush
      title="Server keys"
      description="Your own servers use one to ask for decisions, report behaviour and import it in bulk."
      actions={
        <Button size="sm" onClick={() => setCreating(true)}>
          <Plus aria-hidden="true" />
          New key
        </Button>
      }
    >
      <Loaded query={query} what="server keys">
        {(keys) =>
          keys.length === 0 ? (
            <EmptyState
              icon={KeyRound}
              title="No keys yet"
              description="Pages need none. A server that speaks for its viewers does."
            />
          ) : (
            <ul>
              {keys.map((key) => (
                <KeyRow key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {creating && (
        <NewKeyDialog
          onClose={() => setCreating(false)}
          onCreated={(made) => {
            setCreating(false);
            setSecret(made);
          }}
        />
      )}
      {secret && <ShownOnce secret={secret} onClose={() => setSecret(null)} />}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => !open && setRevoking(null)}
        title={`Revoke ${revoking?.name ?? ''}?`}
        description="Whatever uses it is refused within a second or two. This cannot be undone."
        confirmLabel="Revoke"
        tone="danger"
        busy={revoke.isPending}
        onConfirm={() => revoking && revoke.mutate({ apiKeyId: revoking.id })}
      />
    </Card>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: Key; onRevoke: () => void }) {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <li className="flex items-center gap-3.5 border-t border-border px-4 py-3">
      <KeyRound aria-hidden="true" className="size-5 shrink-0 text-subtle" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {apiKey.name}
          {apiKey.revokedAt && <Badge tone="danger">revoked</Badge>}
        </p>
        <p className="text-xs text-muted">
          <code>plk_…{apiKey.lastFour}</code>, made{' '}
          <Instant at={apiKey.createdAt} timeZone={timeZone} />
        </p>
      </div>
      {!apiKey.revokedAt && (
        <Button size="sm" aria-label={`Revoke ${apiKey.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function NewKeyDialog({
  onCreated,
  onClose,
}: {
  onCreated: (secret: Secret) => void;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm({ name: '' }, schema);
  const create = useAction(trpc.apiKey.create.mutationOptions(), {
    onDone: ({ secret }, { name }) =>
      onCreated({
        title: `The key of ${name}`,
        label: 'Server key',
        value: secret,
        hint: 'Send it as "Authorization: Bearer …", from servers alone: a page must never hold it.',
      }),
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title="New server key"
      submitLabel="Create"
      busy={create.isPending}
      onSubmit={(input) => {
        create.mutate(input);
      }}
      onClose={onClose}
    >
      <Field label="Name" hint="What will use it." error={form.errors.name} required>
        <Input
          placeholder="Shop back end"
          value={form.values.name}
          onChange={(event) => form.set({ name: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
