'use client';

import { Button, CodeBlock, Dialog, Field, Select } from '@placard/ui';
import { useState } from 'react';
import { FormDialog } from '../form/form-dialog.tsx';
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
    <FormDialog
      form={form}
      title="New placement"
      submitLabel="Add"
      busy={create.isPending}
      onSubmit={(input) => {
        if (propertyId) create.mutate({ propertyId, ...placementInput(input) });
      }}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
