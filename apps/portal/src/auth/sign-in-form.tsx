'use client';

import { Button, Field, Form, Input, Notice } from '@placard/ui';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { useCredentials } from './use-credentials.ts';

const schema = z.object({
  email: z.email('Enter an email address.'),
  password: z.string().min(1, 'Enter your password.'),
});

export function SignInForm({ returnTo }: { returnTo: string }) {
  const form = useForm({ email: '', password: '' }, schema);
  const { send, busy, refusal } = useCredentials('credentials', returnTo);
  return (
    <Form
      ref={form.ref}
      className="gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const input = form.check();
        if (input) void send(input);
      }}
    >
      {refusal && <Notice tone="danger">{refusal.message}</Notice>}
      <Field label="Email" error={form.errors.email} required>
        <Input
          type="email"
          autoComplete="username"
          value={form.values.email}
          onChange={(event) => form.set({ email: event.target.value })}
        />
      </Field>
      <Field label="Password" error={form.errors.password} required>
        <Input
          type="password"
          autoComplete="current-password"
          value={form.values.password}
          onChange={(event) => form.set({ password: event.target.value })}
        />
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Sign in
      </Button>
    </Form>
  );
}
