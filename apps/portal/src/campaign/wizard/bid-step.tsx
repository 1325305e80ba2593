'use client';

import {
  Field,
  FormRow,
  FormSection,
  Input,
  MoneyInput,
  RadioGroup,
  Select,
  Switch,
} from '@placard/ui';
import { PRICINGS } from './draft.ts';
import type { StepProps } from './step-props.ts';

const WINDOWS = [
  { value: 'hour' as const, label: 'an hour' },
  { value: 'day' as const, label: 'a day' },
  { value: 'week' as const, label: 'a week' },
];

export function BidStep({ draft, set, errors, currency }: StepProps) {
  const pricing = PRICINGS.find((each) => each.value === draft.pricing);
  return (
    <>
      <FormSection
        title="Bid"
        hint="The most you pay for one. The auction charges what is needed to win, never more."
      >
        <Field label="Pay">
          <RadioGroup
            look="cards"
            options={PRICINGS}
            value={draft.pricing}
            onValueChange={(value) => set({ pricing: value })}
          />
        </Field>
        <Field label="Bid" error={errors.bidMicros} required>
          <MoneyInput
            currency={currency}
            micros={draft.bidMicros}
            onMicrosChange={(bidMicros) => set({ bidMicros })}
            suffix={pricing ? `for ${pricing.unit}` : undefined}
          />
        </Field>
      </FormSection>
      <FormSection title="Frequency" hint="How often one viewer may see an ad of this group.">
        <Switch
          label="Cap the frequency"
          checked={draft.isCapped}
          onCheckedChange={(isCapped) => set({ isCapped })}
        />
        {draft.isCapped && (
          <FormRow>
            <Field label="Impressions a viewer" error={errors.capImpressions} required>
              <Input
                inputMode="numeric"
                value={draft.capImpressions}
                onChange={(event) => set({ capImpressions: event.target.value })}
              />
            </Field>
            <Field label="Within">
              <Select
                options={WINDOWS}
                value={draft.capWindow}
                onValueChange={(capWindow) => set({ capWindow })}
              />
            </Field>
          </FormRow>
        )}
      </FormSection>
    </>
  );
}
