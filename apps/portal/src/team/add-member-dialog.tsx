'use client';

import { Field, Input, RadioGroup } from '@placard/ui';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { ROLES } from './roles.ts';
import type { Secret } from './shown-once.tsx';

const schema = z.object({
  name: z.string().trim().min(1, 'Say who this is.').max(120),
  email: z.email('An email address, like ada@shop.example.'),
  role: z.enum(['owner', 'advertiser', 'publisher', 'viewer']),
});

export function AddMemberDialog({
  onAdded,
  onClose,
}: {
  onAdded: (secret: Secret) => void;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm<z.input<typeof schema>, z.output<typeof schema>>(
    { name: '', email: '', role: 'viewer' },
    schema,
  );
  const add = useAction(trpc.member.add.mutationOptions(), {
    done: 'Added',
    onDone: ({ initialPassword }, { email }) =>
      onAdded({
        title: `The first password of ${email}`,
        label: 'Password',
        value: initialPassword,
        hint: 'Hand it over in person or by a channel you trust. It can be changed under Account.',
      }),
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title="Add a person"
      submitLabel="Add"
      busy={add.isPending}
      onSubmit={(input) => {
        add.mutate(input);
      }}
      onClose={onClose}
    >
      <Field label="Name" error={form.errors.name} required>
        <Input
          value={form.values.name}
          onChange={(event) => form.set({ name: event.target.value })}
        />
      </Field>
      <Field label="Email" error={form.errors.email} required>
        <Input
          type="email"
          autoComplete="off"
          value={form.values.email}
          onChange={(event) => form.set({ email: event.target.value })}
        />
      </Field>
      <Field label="Role">
        <RadioGroup
          look="cards"
          options={ROLES}
          value={form.values.role}
          onValueChange={(role) => form.set({ role })}
        />
      </Field>
    </FormDialog>
  );
}
