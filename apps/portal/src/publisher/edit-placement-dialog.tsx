'use client';

import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { PlacementFields, placementInput, placementSchema } from './placement-fields.tsx';
import type { PlacementRow } from './placement-table.tsx';

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
    <FormDialog
      form={form}
      title="Edit the placement"
      description="A changed size needs the new tag on the page."
      submitLabel="Save"
      busy={update.isPending}
      onSubmit={(input) => {
        update.mutate({ placementId: placement.id, ...placementInput(input) });
      }}
      onClose={onClose}
    >
      <PlacementFields
        values={form.values}
        set={form.set}
        errors={form.errors}
        currency={placement.currency}
      />
    </FormDialog>
  );
}
