'use client';

import { Field, FormRow, FormSection, formatMoney, Input, MoneyInput, Switch } from '@placard/ui';
import type { StepProps } from './step-props.ts';

export function BudgetStep({ draft, set, errors, currency, timeZone, today }: StepProps) {
  return (
    <>
      <FormSection
        title="Budget"
        hint="Spread over each day. A day is never charged beyond its budget."
      >
        <Field label="Daily budget" error={errors.dailyBudgetMicros} required>
          <MoneyInput
            currency={currency}
            micros={draft.dailyBudgetMicros}
            onMicrosChange={(dailyBudgetMicros) => set({ dailyBudgetMicros })}
            suffix="a day"
          />
        </Field>
        <Switch
          label="Limit the total as well"
          hint="The campaign stops for good when it is reached."
          checked={draft.hasTotalBudget}
          onCheckedChange={(hasTotalBudget) => set({ hasTotalBudget })}
        />
        {draft.hasTotalBudget && (
          <Field label="Total budget" error={errors.totalBudgetMicros} required>
            <MoneyInput
              currency={currency}
              micros={draft.totalBudgetMicros}
              onMicrosChange={(totalBudgetMicros) => set({ totalBudgetMicros })}
            />
          </Field>
        )}
      </FormSection>
      <FormSection title="Schedule" hint={`Days are in ${timeZone}.`}>
        <FormRow>
          <Field label="First day" error={errors.startDay} required>
            <Input
              type="date"
              min={today}
              value={draft.startDay}
              onChange={(event) => set({ startDay: event.target.value })}
            />
          </Field>
          <Field label="Last day" error={errors.endDay} hint="Empty: until you stop it." optional>
            <Input
              type="date"
              min={draft.startDay}
              value={draft.endDay}
              onChange={(event) => set({ endDay: event.target.value })}
            />
          </Field>
        </FormRow>
        <p aria-live="polite" className="text-sm text-muted">
          {mostSpent(draft.dailyBudgetMicros, draft.startDay, draft.endDay, currency)}
        </p>
      </FormSection>
    </>
  );
}

function mostSpent(daily: number | null, start: string, end: string, currency: string): string {
  if (!daily || !end || end < start) return '';
  const days = Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000) + 1;
  const most = formatMoney(daily * days, { currency });
  return days === 1 ? `At most ${most} on that day.` : `At most ${most} over ${days} days.`;
}
