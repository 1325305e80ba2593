'use client';

import { Button, Dialog, Form, Notice } from '@placard/ui';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { PlacementFields, placementInput, placementSchema } from './placement-fields.tsx';
import type { PlacementRow } from './placement-table.tsx';

const FORM_ID = 'edit-placement';

export function EditPlacementDialog({
  placement,
  onClose,
}: {
  placement: PlacementRow;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm(
    {
      name: placement.name,
      formats: placement.formats,
      width: String(placement.width),
      height: String(placement.height),
      floorECpmMicros: placement.floorECpmMicros,
      houseCreativeId: placement.houseCreativeId ?? '',
    },
    placementSchema,
  );
  const update = useAction(trpc.placement.update.mutationOptions(), {
    done: 'Placement saved',
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Edit the placement"
      description="A changed size needs the new tag on the page."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={update.isPending}>
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
          const input = form.check();
          if (input) update.mutate({ placementId: placement.id, ...placementInput(input) });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <PlacementFields
          values={form.values}
          set={form.set}
          errors={form.errors}
          currency={placement.currency}
        />
      </Form>
    </Dialog>
  );
}
