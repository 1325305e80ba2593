'use client';

import { Facts, FormSection, formatDay, formatMoney } from '@placard/ui';
import { describeTargeting } from '../../targeting/describe-targeting.ts';
import { OBJECTIVES, PRICINGS } from './draft.ts';
import type { StepProps } from './step-props.ts';

export function ReviewStep({ draft, currency, timeZone }: StepProps) {
  const amount = (micros: number | null) =>
    micros === null ? '–' : formatMoney(micros, { currency, style: 'unit' });
  const pricing = PRICINGS.find((each) => each.value === draft.pricing);
  const objective = OBJECTIVES.find((each) => each.value === draft.objective);
  const count = draft.creativeIds.length;
  return (
    <FormSection title="Check" hint="Everything can be changed later.">
      <Facts
        items={[
          { label: 'Name', value: draft.name },
          { label: 'Objective', value: objective?.label },
          { label: 'Daily budget', value: amount(draft.dailyBudgetMicros) },
          {
            label: 'Total budget',
            value: draft.hasTotalBudget ? amount(draft.totalBudgetMicros) : 'No limit',
          },
          {
            label: 'Schedule',
            value: `${formatDay(draft.startDay, { year: true })} – ${
              draft.endDay ? formatDay(draft.endDay, { year: true }) : 'until stopped'
            }, ${timeZone}`,
          },
          { label: 'Bid', value: `${amount(draft.bidMicros)} for ${pricing?.unit ?? ''}` },
          {
            label: 'Frequency',
            value: draft.isCapped
              ? `${draft.capImpressions} impressions a viewer, each ${draft.capWindow}`
              : 'Not capped',
          },
          { label: 'Ads', value: count === 0 ? 'None yet' : String(count) },
        ]}
      />
      <p className="rounded-md border border-border bg-sunken px-3 py-2 text-sm text-muted">
        {describeTargeting(draft.rules)}
      </p>
    </FormSection>
  );
}
