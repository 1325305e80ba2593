import type { TargetingRule } from '@placard/domain';
import { z } from 'zod';
import { requiredMicros } from '../../form/required-micros.ts';

export const OBJECTIVES = [
  { value: 'traffic', label: 'Traffic', hint: 'People who click through to the landing page.' },
  { value: 'conversions', label: 'Conversions', hint: 'People who do what counts afterwards.' },
  { value: 'awareness', label: 'Awareness', hint: 'As many people as the budget reaches.' },
] as const;
export type Objective = (typeof OBJECTIVES)[number]['value'];

export const PRICINGS = [
  { value: 'cpc', label: 'Per click', hint: 'CPC: pay when someone clicks.', unit: 'a click' },
  {
    value: 'cpm',
    label: 'Per 1,000 impressions',
    hint: 'CPM: pay for being shown.',
    unit: '1,000 impressions',
  },
  {
    value: 'cpa',
    label: 'Per conversion',
    hint: 'CPA: pay when a conversion is reported.',
    unit: 'a conversion',
  },
] as const;
export type Pricing = (typeof PRICINGS)[number]['value'];

/** What the wizard holds while it is being filled in. Days are the advertiser's. */
export type CampaignDraft = {
  name: string;
  objective: Objective;
  dailyBudgetMicros: number | null;
  totalBudgetMicros: number | null;
  hasTotalBudget: boolean;
  startDay: string;
  endDay: string;
  pricing: Pricing;
  bidMicros: number | null;
  isCapped: boolean;
  capImpressions: string;
  capWindow: 'hour' | 'day' | 'week';
  rules: TargetingRule[];
  creativeIds: string[];
};

export const CAP_WINDOWS_MS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

/** The default pricing of an objective: what is paid for is what is wanted. */
export const PRICING_OF: Record<Objective, Pricing> = {
  traffic: 'cpc',
  conversions: 'cpa',
  awareness: 'cpm',
};

export const goalSchema = z.object({
  name: z.string().trim().min(1, 'Give the campaign a name.').max(120, 'At most 120 characters.'),
});

export const budgetSchema = (today: string) =>
  z
    .object({
      dailyBudgetMicros: requiredMicros(),
      totalBudgetMicros: z.number().int().nullable(),
      hasTotalBudget: z.boolean(),
      startDay: z.string().min(1, 'Choose a day.'),
      endDay: z.string(),
    })
    .superRefine((value, context) => {
      const fail = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      if (value.hasTotalBudget && !value.totalBudgetMicros) {
        fail('totalBudgetMicros', 'Enter an amount, or remove the total budget.');
      } else if (value.hasTotalBudget && (value.totalBudgetMicros ?? 0) < value.dailyBudgetMicros) {
        fail('totalBudgetMicros', "Less than one day's budget.");
      }
      if (value.startDay < today) fail('startDay', 'This day is over.');
      if (value.endDay && value.endDay < value.startDay) fail('endDay', 'Before the start.');
    });

export const bidSchema = z
  .object({
    bidMicros: requiredMicros('Enter an amount, such as 0.35.'),
    isCapped: z.boolean(),
    capImpressions: z.string(),
  })
  .superRefine((value, context) => {
    if (value.isCapped && !/^[1-9]\d{0,3}$/.test(value.capImpressions)) {
      context.addIssue({
        code: 'custom',
        path: ['capImpressions'],
        message: 'A number from 1 to 9,999.',
      });
    }
  });

export const targetingSchema = z.object({
  rules: z.array(
    z.object({
      attribute: z.string(),
      mode: z.string(),
      values: z.array(z.string()).min(1, 'Give each rule a value, or remove it.'),
    }),
  ),
});

export const creativesSchema = z.object({ creativeIds: z.array(z.string()) });
