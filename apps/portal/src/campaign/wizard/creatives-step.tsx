'use client';

import { FormSection } from '@placard/ui';
import { useAdvertiser } from '../../advertiser/advertiser-provider.tsx';
import { CreativePicker } from '../../creative/creative-picker.tsx';
import type { StepProps } from './step-props.ts';

export function CreativesStep({ draft, set }: StepProps) {
  const advertiser = useAdvertiser();
  return (
    <FormSection
      title="Creatives"
      hint="Each becomes an ad. It serves as soon as its review has approved it."
    >
      <CreativePicker
        advertiserId={advertiser.id}
        advertiserName={advertiser.name}
        chosen={draft.creativeIds}
        onChosenChange={(creativeIds) => set({ creativeIds })}
      />
    </FormSection>
  );
}
