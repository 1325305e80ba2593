'use client';

import { Checkbox, Field, FormRow, Input, MoneyInput, Select } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { COMMON_SIZES } from '../creative/sizes.ts';
import { useTRPC } from '../trpc/client.ts';

const pixels = z.string().regex(/^\d{2,4}$/, 'A number of pixels from 16 to 4096.');

export const placementSchema = z.object({
  name: z.string().trim().min(1, 'Give the placement a name.').max(120),
  formats: z.array(z.enum(['image', 'native', 'text'])).min(1, 'Choose at least one format.'),
  width: pixels,
  height: pixels,
  floorECpmMicros: z.number({ error: 'Enter an amount, or 0.' }).int().min(0).nullable(),
  houseCreativeId: z.string(),
});
export type PlacementValues = z.infer<typeof placementSchema>;

export const NEW_PLACEMENT: PlacementValues = {
  name: '',
  formats: ['image', 'native', 'text'],
  width: '300',
  height: '250',
  floorECpmMicros: 0,
  houseCreativeId: '',
};

export function placementInput(values: PlacementValues) {
  return {
    name: values.name,
    formats: values.formats,
    width: Number(values.width),
    height: Number(values.height),
    floorECpmMicros: values.floorECpmMicros ?? 0,
    houseCreativeId: (values.houseCreativeId || null) as `cre_${string}` | null,
  };
}

const FORMATS = [
  { value: 'image', label: 'Image' },
  { value: 'native', label: 'Native', hint: 'Picture with headline and text' },
  { value: 'text', label: 'Text' },
] as const;
const SIZES = [
  ...COMMON_SIZES.map((size) => ({
    value: `${size.width}x${size.height}`,
    label: `${size.width} × ${size.height}`,
    hint: size.name,
  })),
  { value: 'own', label: 'Own size', hint: 'Width and height below' },
];

export function PlacementFields({
  values,
  set,
  errors,
  currency,
}: {
  values: PlacementValues;
  set: (patch: Partial<PlacementValues>) => void;
  errors: Readonly<Record<string, string>>;
  currency: string;
}) {
  const size = `${values.width}x${values.height}`;
  return (
    <>
      <Field label="Name" error={errors.name} required>
        <Input
          value={values.name}
          maxLength={120}
          placeholder="Sidebar"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-1.5 text-sm font-medium">Formats</legend>
        {FORMATS.map((format) => (
          <Checkbox
            key={format.value}
            label={format.label}
            hint={'hint' in format ? format.hint : undefined}
            checked={values.formats.includes(format.value)}
            onCheckedChange={(on) =>
              set({
                formats: on
                  ? [...values.formats, format.value]
                  : values.formats.filter((each) => each !== format.value),
              })
            }
          />
        ))}
        {errors.formats && <p className="text-xs text-danger-text">{errors.formats}</p>}
      </fieldset>
      <Field label="Size" hint="In CSS pixels. The tag holds the place from the first paint.">
        <Select
          options={SIZES}
          value={SIZES.some((each) => each.value === size) ? size : 'own'}
          onValueChange={(chosen) => {
            const [width, height] = chosen.split('x');
            if (width && height) set({ width, height });
            else set({ width: '', height: '' });
          }}
        />
      </Field>
      <FormRow>
        <Field label="Width" error={errors.width}>
          <Input
            inputMode="numeric"
            suffix="px"
            value={values.width}
            onChange={(event) => set({ width: event.target.value })}
          />
        </Field>
        <Field label="Height" error={errors.height}>
          <Input
            inputMode="numeric"
            suffix="px"
            value={values.height}
            onChange={(event) => set({ height: event.target.value })}
          />
        </Field>
      </FormRow>
      <Field label="Floor" hint="The least eCPM you take." error={errors.floorECpmMicros}>
        <MoneyInput
          currency={currency}
          micros={values.floorECpmMicros}
          onMicrosChange={(floorECpmMicros) => set({ floorECpmMicros })}
          suffix="for 1,000 impressions"
        />
      </Field>
      <HouseCreative
        value={values.houseCreativeId}
        onValueChange={(houseCreativeId) => set({ houseCreativeId })}
      />
    </>
  );
}

const NONE = 'none';

function HouseCreative({
  value,
  onValueChange,
}: {
  value: string;
  onValueChange: (creativeId: string) => void;
}) {
  const trpc = useTRPC();
  const query = useQuery(trpc.creative.list.queryOptions({ reviewStatus: 'approved', limit: 200 }));
  const options = [
    { value: NONE, label: 'None: the slot stays empty' },
    ...(query.data ?? []).map((each) => ({ value: each.id, label: each.name })),
  ];
  return (
    <Field
      label="House ad"
      hint="Shown unpaid when nothing else fits: one of your own approved creatives."
      optional
    >
      <Select
        options={options}
        value={value || NONE}
        onValueChange={(chosen) => onValueChange(chosen === NONE ? '' : chosen)}
      />
    </Field>
  );
}
