'use client';

import { Button, Dialog, Field, Form, Input, Notice, RadioGroup, TagCombobox } from '@placard/ui';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { Property } from './properties-page.tsx';

const FORM_ID = 'property';

const schema = z.object({
  name: z.string().trim().min(1, 'Give the property a name.').max(120),
  kind: z.enum(['site', 'app']),
  domains: z.array(z.string()),
  blockedCategories: z.array(z.string()),
});

const KINDS = [
  { value: 'site', label: 'Site' },
  { value: 'app', label: 'App' },
] as const;

/** A host name, also out of an address that was pasted whole. */
function hostOf(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const host = URL.canParse(trimmed) && trimmed.includes('://') ? new URL(trimmed).host : trimmed;
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(host) ? host : null;
}

export function PropertyDialog({
  property,
  publisherId,
  onClose,
}: {
  property: Property | null;
  publisherId: `pub_${string}`;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm(
    {
      name: property?.name ?? '',
      kind: property?.kind ?? 'site',
      domains: property?.domains ?? [],
      blockedCategories: property?.blockedCategories ?? [],
    },
    schema,
  );
  const options = { done: 'Property saved', onDone: onClose, onRefused: form.refuse };
  const create = useAction(trpc.property.create.mutationOptions(), options);
  const update = useAction(trpc.property.update.mutationOptions(), options);
  function submit(): void {
    const input = form.check();
    if (!input) return;
    const { kind, ...changes } = input;
    if (property) update.mutate({ propertyId: property.id, ...changes });
    else create.mutate({ publisherId, kind, ...changes });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={property ? 'Edit the property' : 'New property'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM_ID}
            variant="primary"
            busy={create.isPending || update.isPending}
          >
            Save
          </Button>
        </>
      }
    >
      <Form
        ref={form.ref}
        id={FORM_ID}
        className="gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        {!property && (
          <Field label="Kind">
            <RadioGroup
              look="cards"
              options={KINDS}
              value={form.values.kind}
              onValueChange={(kind) => form.set({ kind })}
            />
          </Field>
        )}
        <Field label="Name" error={form.errors.name} required>
          <Input
            value={form.values.name}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        </Field>
        <Field
          label="Domains"
          hint="Whose pages may ask for ads, subdomains included. Empty allows any page."
          error={form.errors.domains}
        >
          <TagCombobox
            options={[]}
            values={form.values.domains}
            onValuesChange={(domains) => form.set({ domains })}
            parseNew={hostOf}
            placeholder="news.example"
            emptyText="Type a domain and press Enter"
          />
        </Field>
        <Field
          label="Refused topics"
          hint="Ads of these categories never show here."
          error={form.errors.blockedCategories}
        >
          <TagCombobox
            options={[]}
            values={form.values.blockedCategories}
            onValuesChange={(blockedCategories) => form.set({ blockedCategories })}
            parseNew={(text) => text.trim().toLowerCase() || null}
            placeholder="gambling"
            emptyText="Type a topic and press Enter"
          />
        </Field>
      </Form>
    </Dialog>
  );
}
