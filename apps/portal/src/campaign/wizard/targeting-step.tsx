'use client';

import { FormSection } from '@placard/ui';
import { TargetingEditor } from '../../targeting/targeting-editor.tsx';
import type { StepProps } from './step-props.ts';

export function TargetingStep({ draft, set, errors }: StepProps) {
  const error = Object.values(errors)[0];
  return (
    <FormSection
      title="Targeting"
      hint="Who sees it, and where. All rules must hold; within a rule any value is enough."
    >
      <TargetingEditor
        rules={draft.rules}
        onRulesChange={(rules) => set({ rules })}
        error={error}
      />
    </FormSection>
  );
}
