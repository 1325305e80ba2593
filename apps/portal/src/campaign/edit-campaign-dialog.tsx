'use client';

import { dayInZone } from '@placard/domain';
import { Button, Dialog, Field, Form, Input, MoneyInput, Notice, Switch } from '@placard/ui';
import { z } from 'zod';
import { requiredMicros } from '../form/required-micros.ts';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { endOfDay, lastDayBefore } from '../range/day-instants.ts';
import { useTRPC } from '../trpc/client.ts';
import type { Campaign } from './campaign-page.tsx';

const FORM_ID = 'edit-campaign';

const schema = z
  .object({
    name: z.string().trim().min(1, 'Give the campaign a name.').max(120),
    dailyBudgetMicros: requiredMicros(),
    hasTotalBudget: z.boolean(),
    totalBudgetMicros: z.number().int().nullable(),
    endDay: z.string(),
  })
  .refine((v) => !v.hasTotalBudget || (v.totalBudgetMicros ?? 0) >= v.dailyBudgetMicros, {
    path: ['totalBudgetMicros'],
    message: "At least one day's budget.",
  });

export function EditCampaignDialog({
  campaign,
  onClose,
}: {
  campaign: Campaign;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const { currency, timeZone } = campaign;
  const form = useForm(() => valuesOf(campaign), schema);
  const update = useAction(trpc.campaign.update.mutationOptions(), {
    done: 'Campaign saved',
    onDone: onClose,
    onRefused: form.refuse,
  });
  function submit(): void {
    const input = form.check();
    if (!input) return;
    update.mutate({
      campaignId: campaign.id,
      name: input.name,
      dailyBudgetMicros: input.dailyBudgetMicros,
      totalBudgetMicros: input.hasTotalBudget ? input.totalBudgetMicros : null,
      endsAt: input.endDay ? endOfDay(input.endDay, timeZone) : null,
    });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Edit the campaign"
      description="Serving follows within a second."
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
          submit();
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <Field label="Name" error={form.errors.name} required>
          <Input
            value={form.values.name}
            onChange={(event) => form.set({ name: event.target.value })}
          />
        </Field>
        <Field label="Daily budget" error={form.errors.dailyBudgetMicros} required>
          <MoneyInput
            currency={currency}
            micros={form.values.dailyBudgetMicros}
            onMicrosChange={(micros) => form.set({ dailyBudgetMicros: micros })}
            suffix="a day"
          />
        </Field>
        <Switch
          label="Limit the total as well"
          checked={form.values.hasTotalBudget}
          onCheckedChange={(hasTotalBudget) => form.set({ hasTotalBudget })}
        />
        {form.values.hasTotalBudget && (
          <Field label="Total budget" error={form.errors.totalBudgetMicros} required>
            <MoneyInput
              currency={currency}
              micros={form.values.totalBudgetMicros}
              onMicrosChange={(totalBudgetMicros) => form.set({ totalBudgetMicros })}
            />
          </Field>
        )}
        <Field
          label="Last day"
          hint={`In ${timeZone}. Empty: until you stop it.`}
          error={form.errors.endDay ?? form.errors.endsAt}
          optional
        >
          <Input
            type="date"
            min={dayInZone(campaign.startsAt.getTime(), timeZone)}
            value={form.values.endDay}
            onChange={(event) => form.set({ endDay: event.target.value })}
          />
        </Field>
      </Form>
    </Dialog>
  );
}

function valuesOf(campaign: Campaign): z.input<typeof schema> {
  return {
    name: campaign.name,
    dailyBudgetMicros: campaign.dailyBudgetMicros,
    hasTotalBudget: campaign.totalBudgetMicros !== null,
    totalBudgetMicros: campaign.totalBudgetMicros,
    endDay: campaign.endsAt ? lastDayBefore(campaign.endsAt, campaign.timeZone) : '',
  };
}
