'use client';

import { Button, CodeBlock, Dialog, Field, Form, Notice, Select } from '@placard/ui';
import { useState } from 'react';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import {
  NEW_PLACEMENT,
  PlacementFields,
  placementInput,
  placementSchema,
} from './placement-fields.tsx';

const FORM_ID = 'new-placement';
type Property = ApiOutputs['property']['list'][number];

export function NewPlacementDialog({
  properties,
  currency,
  onClose,
}: {
  properties: readonly Property[];
  currency: string;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [propertyId, setPropertyId] = useState(properties[0]?.id ?? null);
  const [tag, setTag] = useState<string | null>(null);
  const form = useForm(NEW_PLACEMENT, placementSchema);
  const create = useAction(trpc.placement.create.mutationOptions(), {
    done: 'Placement added',
    onDone: (created) => setTag(created.tag),
    onRefused: form.refuse,
  });
  if (tag) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title="Put this tag on your page"
        description="One line, where the ad shall stand. It loads once for all placements of a page."
        actions={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <CodeBlock code={tag} label="Tag" />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New placement"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={create.isPending}>
            Add
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
          const input = form.check();
          if (input && propertyId) create.mutate({ propertyId, ...placementInput(input) });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <Field label="Property">
          <Select
            options={properties.map((each) => ({ value: each.id, label: each.name }))}
            value={propertyId}
            onValueChange={setPropertyId}
          />
        </Field>
        <PlacementFields
          values={form.values}
          set={form.set}
          errors={form.errors}
          currency={currency}
        />
      </Form>
    </Dialog>
  );
}
