'use client';

import { Button, Card, Field, Form, FormActions, Input, Notice } from '@placard/ui';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

const schema = z
  .object({
    currentPassword: z.string().min(1, 'Enter your current password.'),
    newPassword: z.string().min(10, 'At least 10 characters.').max(256),
    repeated: z.string(),
  })
  .refine((value) => value.newPassword === value.repeated, {
    path: ['repeated'],
    message: 'The two are not the same.',
  });

const EMPTY = { currentPassword: '', newPassword: '', repeated: '' };

export function PasswordForm() {
  const trpc = useTRPC();
  const form = useForm(EMPTY, schema);
  const change = useAction(trpc.auth.changePassword.mutationOptions(), {
    done: 'Password changed; other sessions are signed out',
    onDone: () => form.set(EMPTY),
    onRefused: form.refuse,
  });
  return (
    <Card title="Password" description="A new password ends all other sessions.">
      <Form
        ref={form.ref}
        className="max-w-md gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const input = form.check();
          if (!input) return;
          const { currentPassword, newPassword } = input;
          change.mutate({ currentPassword, newPassword });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <Field label="Current password" error={form.errors.currentPassword} required>
          <Input
            type="password"
            autoComplete="current-password"
            value={form.values.currentPassword}
            onChange={(event) => form.set({ currentPassword: event.target.value })}
          />
        </Field>
        <Field
          label="New password"
          hint="At least 10 characters."
          error={form.errors.newPassword}
          required
        >
          <Input
            type="password"
            autoComplete="new-password"
            value={form.values.newPassword}
            onChange={(event) => form.set({ newPassword: event.target.value })}
          />
        </Field>
        <Field label="New password again" error={form.errors.repeated} required>
          <Input
            type="password"
            autoComplete="new-password"
            value={form.values.repeated}
            onChange={(event) => form.set({ repeated: event.target.value })}
          />
        </Field>
        <FormActions>
          <Button type="submit" variant="primary" busy={change.isPending}>
            Change the password
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
