'use client';

import { Field, FormSection, Input, RadioGroup } from '@placard/ui';
import { OBJECTIVES, PRICING_OF } from './draft.ts';
import type { StepProps } from './step-props.ts';

export function GoalStep({ draft, set, errors }: StepProps) {
  return (
    <FormSection title="Goal" hint="What the campaign is for; it sets what you pay for.">
      <Field label="Campaign name" error={errors.name} required>
        <Input
          value={draft.name}
          maxLength={120}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label="Objective">
        <RadioGroup
          look="cards"
          options={OBJECTIVES}
          value={draft.objective}
          onValueChange={(objective) => set({ objective, pricing: PRICING_OF[objective] })}
        />
      </Field>
    </FormSection>
  );
}
