'use client';

import { Button, Dialog, Field, Form, Notice, Select } from '@placard/ui';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { AdGroupFields, adGroupSchema, frequencyCapOf } from './ad-group-fields.tsx';
import type { Campaign } from './campaign-page.tsx';
import { PRICINGS, type Pricing } from './wizard/draft.ts';

const FORM_ID = 'new-ad-group';

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
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New ad group"
      description="Its own bid, frequency and targeting within the campaign's budget."
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
          if (!input) return;
          create.mutate({
            campaignId: campaign.id,
            name: input.name,
            pricing,
            bidMicros: input.bidMicros,
            frequencyCap: frequencyCapOf(input),
          });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
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
      </Form>
    </Dialog>
  );
}
