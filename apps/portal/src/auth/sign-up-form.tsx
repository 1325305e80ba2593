'use client';

import {
  Button,
  Combobox,
  Field,
  Form,
  FormRow,
  Input,
  Notice,
  RadioGroup,
  Select,
} from '@placard/ui';
import { useEffect, useMemo } from 'react';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { CURRENCY_OPTIONS } from './currencies.ts';
import { useCredentials } from './use-credentials.ts';

const KINDS = [
  { value: 'advertiser', label: 'I advertise', hint: 'Run campaigns and upload creatives.' },
  { value: 'publisher', label: 'I publish', hint: 'Show ads on a site and be paid.' },
] as const;

const schema = z.object({
  kind: z.enum(['advertiser', 'publisher']),
  name: z.string().trim().min(1, 'Enter your name.').max(120),
  email: z.email('Enter an email address.'),
  password: z.string().min(10, 'At least 10 characters.').max(256),
  organizationName: z.string().trim().min(1, 'Enter a name for the organization.').max(120),
  timeZone: z.string().min(1, 'Choose a time zone.'),
  currency: z.string().length(3),
});

export function SignUpForm({ initialKind }: { initialKind: 'advertiser' | 'publisher' }) {
  const form = useForm(
    {
      kind: initialKind,
      name: '',
      email: '',
      password: '',
      organizationName: '',
      timeZone: 'UTC',
      currency: 'USD',
    },
    schema,
  );
  const { send, busy, refusal } = useCredentials('sign-up', '/');
  const zones = useMemo(
    () =>
      ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone })),
    [],
  );
  useEffect(() => {
    form.set({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  }, []);
  const errors = { ...refusal?.fields, ...form.errors };
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
      {refusal && Object.keys(refusal.fields).length === 0 && (
        <Notice tone="danger">{refusal.message}</Notice>
      )}
      <RadioGroup
        aria-label="What you do"
        look="cards"
        options={KINDS}
        value={form.values.kind}
        onValueChange={(kind) => form.set({ kind })}
      />
      <Field label="Your name" error={errors.name} required>
        <Input
          autoComplete="name"
          value={form.values.name}
          onChange={(event) => form.set({ name: event.target.value })}
        />
      </Field>
      <Field label="Organization" error={errors.organizationName} required>
        <Input
          autoComplete="organization"
          value={form.values.organizationName}
          onChange={(event) => form.set({ organizationName: event.target.value })}
        />
      </Field>
      <Field label="Email" error={errors.email} required>
        <Input
          type="email"
          autoComplete="username"
          value={form.values.email}
          onChange={(event) => form.set({ email: event.target.value })}
        />
      </Field>
      <Field label="Password" hint="At least 10 characters." error={errors.password} required>
        <Input
          type="password"
          autoComplete="new-password"
          value={form.values.password}
          onChange={(event) => form.set({ password: event.target.value })}
        />
      </Field>
      <FormRow>
        <Field label="Time zone" hint="Your days begin and end in it." error={errors.timeZone}>
          <Combobox
            options={zones}
            value={form.values.timeZone}
            onValueChange={(timeZone) => form.set({ timeZone: timeZone ?? '' })}
          />
        </Field>
        <Field label="Currency" error={errors.currency}>
          <Select
            options={CURRENCY_OPTIONS}
            value={form.values.currency}
            onValueChange={(currency) => form.set({ currency })}
          />
        </Field>
      </FormRow>
      <Button type="submit" variant="primary" size="lg" busy={busy}>
        Create the account
      </Button>
    </Form>
  );
}
