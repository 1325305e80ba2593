'use client';

import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import {
  bidSchema,
  budgetSchema,
  type CampaignDraft,
  creativesSchema,
  goalSchema,
  targetingSchema,
} from './draft.ts';

export const WIZARD_STEPS = [
  { id: 'goal', label: 'Goal' },
  { id: 'budget', label: 'Budget' },
  { id: 'bid', label: 'Bid' },
  { id: 'targeting', label: 'Targeting' },
  { id: 'creatives', label: 'Creatives' },
  { id: 'check', label: 'Check' },
] as const;
export type WizardStep = (typeof WIZARD_STEPS)[number]['id'];

/** The draft and where the person is in it; a step is left forwards only when it is right. */
export function useWizard(today: string) {
  const [draft, setDraft] = useState<CampaignDraft>(() => emptyDraft(today));
  const [step, setStep] = useState<WizardStep>('goal');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [attempt, setAttempt] = useState(0);
  const ref = useRef<HTMLFormElement>(null);
  const index = WIZARD_STEPS.findIndex((each) => each.id === step);

  useEffect(() => {
    if (attempt > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempt]);

  function set(patch: Partial<CampaignDraft>): void {
    const next = { ...draft, ...patch };
    setDraft(next);
    if (Object.keys(errors).length > 0) setErrors(problemsOf(step, next, today));
  }
  function go(to: WizardStep): void {
    setErrors({});
    setStep(to);
    window.scrollTo({ top: 0 });
  }
  function next(): void {
    const problems = problemsOf(step, draft, today);
    setErrors(problems);
    if (Object.keys(problems).length > 0) setAttempt(attempt + 1);
    else go(WIZARD_STEPS[index + 1]?.id ?? step);
  }
  return {
    ...{ draft, set, step, errors, go, next, ref },
    isFirst: index === 0,
    isLast: index === WIZARD_STEPS.length - 1,
    back: () => go(WIZARD_STEPS[index - 1]?.id ?? step),
  };
}

function schemaOf(step: WizardStep, today: string): z.ZodType | null {
  switch (step) {
    case 'goal':
      return goalSchema;
    case 'budget':
      return budgetSchema(today);
    case 'bid':
      return bidSchema;
    case 'targeting':
      return targetingSchema;
    case 'creatives':
      return creativesSchema;
    case 'check':
      return null;
  }
}

function problemsOf(step: WizardStep, draft: CampaignDraft, today: string): Record<string, string> {
  const parsed = schemaOf(step, today)?.safeParse(draft);
  const problems: Record<string, string> = {};
  for (const issue of parsed?.error?.issues ?? []) {
    problems[issue.path.join('.')] ??= issue.message;
  }
  return problems;
}

function emptyDraft(today: string): CampaignDraft {
  return {
    name: '',
    objective: 'traffic',
    dailyBudgetMicros: null,
    totalBudgetMicros: null,
    hasTotalBudget: false,
    startDay: today,
    endDay: '',
    pricing: 'cpc',
    bidMicros: null,
    isCapped: true,
    capImpressions: '5',
    capWindow: 'day',
    rules: [],
    creativeIds: [],
  };
}
