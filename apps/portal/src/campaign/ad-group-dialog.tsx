'use client';

import { Button, Dialog, Form, Notice } from '@placard/ui';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { AdGroup } from './ad-group-card.tsx';
import { AdGroupFields, adGroupSchema, frequencyCapOf } from './ad-group-fields.tsx';
import { PRICINGS } from './wizard/draft.ts';

const FORM_ID = 'edit-ad-group';

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
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Bid and frequency"
      description={adGroup.name}
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
          if (!input) return;
          update.mutate({
            adGroupId: adGroup.id,
            name: input.name,
            bidMicros: input.bidMicros,
            frequencyCap: frequencyCapOf(input),
          });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <AdGroupFields
          values={form.values}
          set={form.set}
          errors={form.errors}
          currency={currency}
          unit={PRICINGS.find((each) => each.value === adGroup.pricing)?.unit ?? ''}
        />
      </Form>
    </Dialog>
  );
}
