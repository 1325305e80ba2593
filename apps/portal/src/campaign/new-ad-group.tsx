'use client';

import { Button, Field, Select } from '@placard/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { AdGroupFields, adGroupSchema, frequencyCapOf } from './ad-group-fields.tsx';
import type { Campaign } from './campaign-page.tsx';
import { PRICINGS, type Pricing } from './wizard/draft.ts';

export function NewAdGroupButton({ campaign }: { campaign: Campaign }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        Ad group
      </Button>
      {open && <NewAdGroupDialog campaign={campaign} onClose={() => setOpen(false)} />}
    </>
  );
}

function NewAdGroupDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const trpc = useTRPC();
  const [pricing, setPricing] = useState<Pricing>(campaign.adGroups[0]?.pricing ?? 'cpc');
  const form = useForm(
    {
      name: `Ad group ${campaign.adGroups.length + 1}`,
      bidMicros: campaign.adGroups[0]?.bidMicros ?? null,
      isCapped: true,
      capImpressions: '5',
      capWindowMs: '86400000',
    },
    adGroupSchema,
  );
  const create = useAction(trpc.adGroup.create.mutationOptions(), {
    done: 'Ad group added',
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title="New ad group"
      description="Its own bid, frequency and targeting within the campaign's budget."
      submitLabel="Add"
      busy={create.isPending}
      onSubmit={(input) => {
        create.mutate({
          campaignId: campaign.id,
          name: input.name,
          pricing,
          bidMicros: input.bidMicros,
          frequencyCap: frequencyCapOf(input),
        });
      }}
      onClose={onClose}
    >
      <Field label="Pay" hint="Stays as it is afterwards, so that figures keep their meaning.">
        <Select options={PRICINGS} value={pricing} onValueChange={setPricing} />
      </Field>
      <AdGroupFields
        values={form.values}
        set={form.set}
        errors={form.errors}
        currency={campaign.currency}
        unit={PRICINGS.find((each) => each.value === pricing)?.unit ?? ''}
      />
    </FormDialog>
  );
}
