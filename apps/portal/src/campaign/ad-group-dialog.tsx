'use client';

import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { AdGroup } from './ad-group-card.tsx';
import { AdGroupFields, adGroupSchema, frequencyCapOf } from './ad-group-fields.tsx';
import { PRICINGS } from './wizard/draft.ts';

export function AdGroupDialog({
  adGroup,
  currency,
  onClose,
}: {
  adGroup: AdGroup;
  currency: string;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm(
    {
      name: adGroup.name,
      bidMicros: adGroup.bidMicros,
      isCapped: adGroup.frequencyCap !== null,
      capImpressions: String(adGroup.frequencyCap?.impressions ?? 5),
      capWindowMs: String(adGroup.frequencyCap?.windowMs ?? 86_400_000),
    },
    adGroupSchema,
  );
  const update = useAction(trpc.adGroup.update.mutationOptions(), {
    done: 'Ad group saved',
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title="Bid and frequency"
      description={adGroup.name}
      submitLabel="Save"
      busy={update.isPending}
      onSubmit={(input) => {
        update.mutate({
          adGroupId: adGroup.id,
          name: input.name,
          bidMicros: input.bidMicros,
          frequencyCap: frequencyCapOf(input),
        });
      }}
      onClose={onClose}
    >
      <AdGroupFields
        values={form.values}
        set={form.set}
        errors={form.errors}
        currency={currency}
        unit={PRICINGS.find((each) => each.value === adGroup.pricing)?.unit ?? ''}
      />
    </FormDialog>
  );
}
