'use client';

import { Field, FormRow, Input, Select, Switch } from '@placard/ui';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

const NEXT_STAGES = ['candidate', 'shadow', 'canary'] as const;

/** Empty: the trigger is not set. */
const optional = (least: number, most: number) =>
  z.string().transform((text, context) => {
    if (text.trim() === '') return null;
    const value = Number(text);
    if (value >= least && value <= most) return value;
    context.addIssue({ code: 'custom', message: `From ${least} to ${most}, or empty.` });
    return z.NEVER;
  });

const schema = z.object({
  enabled: z.boolean(),
  everyHours: optional(0.25, 8_760),
  psiAbove: optional(0.05, 10),
  decayPercent: optional(1, 1_000),
  newClicks: optional(1, 1_000_000_000),
  nextStage: z.enum(NEXT_STAGES),
  autoPromote: z.boolean(),
  fairnessAttributes: z
    .string()
    .transform((text) => [...new Set(text.split(',').map((name) => name.trim()))].filter(Boolean))
    .refine((names) => names.length <= 10, 'Ten at most.'),
});

const text = (value: number | null) => (value === null ? '' : String(value));

/** When a market trains by itself, and what becomes of the result. */
export function RetrainingDialog({
  market,
  policy,
  onClose,
}: {
  market: ApiOutputs['market']['list'][number];
  policy: ApiOutputs['market']['retraining'];
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm(
    {
      enabled: policy.enabled,
      everyHours: text(policy.everyHours),
      psiAbove: text(policy.psiAbove),
      decayPercent: text(policy.decayAbove === null ? null : Math.round(100 * policy.decayAbove)),
      newClicks: text(policy.newClicks),
      nextStage: policy.nextStage,
      autoPromote: policy.autoPromote,
      fairnessAttributes: market.fairnessAttributes.join(', '),
    },
    schema,
  );
  const save = useAction(trpc.market.setRetraining.mutationOptions(), {
    done: 'Saved; it is looked at every half minute',
    onDone: onClose,
    onRefused: form.refuse,
  });
  const declare = useAction(trpc.market.setFairness.mutationOptions(), { onRefused: form.refuse });
  const input = (
    key: 'everyHours' | 'psiAbove' | 'decayPercent' | 'newClicks',
    suffix?: string,
  ) => (
    <Input
      inputMode="decimal"
      {...(suffix && { suffix })}
      value={form.values[key]}
      onChange={(event) => form.set({ [key]: event.target.value })}
    />
  );
  return (
    <FormDialog
      form={form}
      title={`Retraining of ${market.name}`}
      description="The first trigger that fires starts a run; one at a time. An empty one never fires."
      submitLabel="Save"
      busy={save.isPending}
      onSubmit={(checked) => {
        const { decayPercent, fairnessAttributes, ...rest } = checked;
        if (fairnessAttributes.join() !== market.fairnessAttributes.join()) {
          declare.mutate({ marketId: market.id, attributes: fairnessAttributes });
        }
        save.mutate({
          ...rest,
          decayAbove: decayPercent === null ? null : decayPercent / 100,
          marketId: market.id,
          request: policy.request,
          share: policy.share,
        });
      }}
      onClose={onClose}
    >
      <Switch
        label="Train by itself"
        checked={form.values.enabled}
        onCheckedChange={(enabled) => form.set({ enabled })}
      />
      <FormRow>
        <Field label="Every" error={form.errors.everyHours}>
          {input('everyHours', 'h')}
        </Field>
        <Field label="New clicks" error={form.errors.newClicks}>
          {input('newClicks')}
        </Field>
        <Field label="PSI above" hint="Customarily 0.2." error={form.errors.psiAbove}>
          {input('psiAbove')}
        </Field>
        <Field
          label="Decay above"
          hint="Rise of its normalised entropy."
          error={form.errors.decayPercent}
        >
          {input('decayPercent', '%')}
        </Field>
      </FormRow>
      <Field label="What passes its gates goes on as">
        <Select
          options={NEXT_STAGES.map((value) => ({ value, label: value }))}
          value={form.values.nextStage}
          onValueChange={(nextStage) => form.set({ nextStage })}
        />
      </Field>
      {form.values.nextStage === 'canary' && (
        <Switch
          label="Promote the canary by itself after enough evidence"
          checked={form.values.autoPromote}
          onCheckedChange={(autoPromote) => form.set({ autoPromote })}
        />
      )}
      <Field
        label="Viewer attributes to be fair over"
        hint="Declared by pages, such as age; a gate compares calibration between their groups."
        error={form.errors.fairnessAttributes}
        optional
      >
        <Input
          value={form.values.fairnessAttributes}
          onChange={(event) => form.set({ fairnessAttributes: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
