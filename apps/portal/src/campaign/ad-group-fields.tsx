'use client';

import { Field, FormRow, Input, MoneyInput, Select, Switch } from '@placard/ui';
import { z } from 'zod';
import { requiredMicros } from '../form/required-micros.ts';

export const adGroupSchema = z
  .object({
    name: z.string().trim().min(1, 'Give the ad group a name.').max(120),
    bidMicros: requiredMicros('Enter an amount, such as 0.35.'),
    isCapped: z.boolean(),
    capImpressions: z.string(),
    capWindowMs: z.string(),
  })
  .refine((v) => !v.isCapped || /^[1-9]\d{0,3}$/.test(v.capImpressions), {
    path: ['capImpressions'],
    message: 'A number from 1 to 9,999.',
  });
type Values = z.input<typeof adGroupSchema>;

export function frequencyCapOf(values: z.output<typeof adGroupSchema>) {
  return values.isCapped
    ? { impressions: Number(values.capImpressions), windowMs: Number(values.capWindowMs) }
    : null;
}

const WINDOWS = [
  { value: '3600000', label: 'an hour' },
  { value: '86400000', label: 'a day' },
  { value: '604800000', label: 'a week' },
];

export function AdGroupFields({
  values,
  set,
  errors,
  currency,
  unit,
}: {
  values: Values;
  set: (patch: Partial<Values>) => void;
  errors: Readonly<Record<string, string>>;
  currency: string;
  unit: string;
}) {
  const known = WINDOWS.some((each) => each.value === values.capWindowMs);
  const other = {
    value: values.capWindowMs,
    label: `${Number(values.capWindowMs) / 60_000} minutes`,
  };
  return (
    <>
      <Field label="Name" error={errors.name} required>
        <Input value={values.name} onChange={(event) => set({ name: event.target.value })} />
      </Field>
      <Field
        label="Bid"
        hint="The most you pay; the auction charges what is needed to win."
        error={errors.bidMicros}
        required
      >
        <MoneyInput
          currency={currency}
          micros={values.bidMicros}
          onMicrosChange={(bidMicros) => set({ bidMicros })}
          suffix={`for ${unit}`}
        />
      </Field>
      <Switch
        label="Cap the frequency"
        checked={values.isCapped}
        onCheckedChange={(isCapped) => set({ isCapped })}
      />
      {values.isCapped && (
        <FormRow>
          <Field label="Impressions a viewer" error={errors.capImpressions} required>
            <Input
              inputMode="numeric"
              value={values.capImpressions}
              onChange={(event) => set({ capImpressions: event.target.value })}
            />
          </Field>
          <Field label="Within">
            <Select
              options={known ? WINDOWS : [...WINDOWS, other]}
              value={values.capWindowMs}
              onValueChange={(capWindowMs) => set({ capWindowMs })}
            />
          </Field>
        </FormRow>
      )}
    </>
  );
}
