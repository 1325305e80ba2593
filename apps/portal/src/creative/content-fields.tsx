'use client';

import { Field, FormRow, Input, Select, Textarea } from '@placard/ui';
import type { CreativeValues } from './creative-values.ts';
import { COMMON_SIZES } from './sizes.ts';

const SIZE_OPTIONS = COMMON_SIZES.map((size) => ({
  value: `${size.width}x${size.height}`,
  label: `${size.width} × ${size.height}`,
  hint: size.name,
}));

type Props = {
  values: CreativeValues;
  set: (patch: Partial<CreativeValues>) => void;
  errors: Readonly<Record<string, string>>;
};

/** What a version says and where it leads, by format. */
export function ContentFields({ values, set, errors }: Props) {
  const isImage = values.format === 'image';
  const left = (text: string, most: number) => `${text.length} / ${most}`;
  return (
    <>
      {values.format !== 'text' && (
        <Field
          label="Alternative text"
          hint="What the image says, for those who do not see it."
          error={errors.alt}
        >
          <Input
            value={values.alt}
            maxLength={250}
            onChange={(event) => set({ alt: event.target.value })}
          />
        </Field>
      )}
      {!isImage && (
        <>
          <Field
            label="Headline"
            error={errors.headline}
            aside={left(values.headline, 90)}
            required
          >
            <Input
              value={values.headline}
              maxLength={90}
              onChange={(event) => set({ headline: event.target.value })}
            />
          </Field>
          <Field label="Text" error={errors.body} aside={left(values.body, 300)} optional>
            <Textarea
              rows={3}
              value={values.body}
              maxLength={300}
              onChange={(event) => set({ body: event.target.value })}
            />
          </Field>
          <FormRow>
            <Field label="Call to action" error={errors.callToAction} optional>
              <Input
                value={values.callToAction}
                maxLength={30}
                placeholder="See the range"
                onChange={(event) => set({ callToAction: event.target.value })}
              />
            </Field>
            <Field label="Size" error={errors.width ?? errors.height}>
              <Select
                options={SIZE_OPTIONS}
                value={values.size}
                onValueChange={(size) => set({ size })}
              />
            </Field>
          </FormRow>
        </>
      )}
      <Field
        label="Landing page"
        hint="Where a click leads. Only https, without passwords in it."
        error={errors.landingUrl}
        required
      >
        <Input
          type="url"
          inputMode="url"
          placeholder="https://shop.example/boots"
          value={values.landingUrl}
          onChange={(event) => set({ landingUrl: event.target.value })}
        />
      </Field>
    </>
  );
}
