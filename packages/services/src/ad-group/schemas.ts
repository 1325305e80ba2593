import { frequencyCapSchema } from '@placard/contracts';
import { PRICING_MODELS, TARGETING_ATTRIBUTES, type TargetingAttribute } from '@placard/domain';
import { z } from 'zod';
import { newAdFields } from '../ad/schemas.ts';
import { idOf, microsField, nameField } from '../fields.ts';

/** Values are lower-case but for ids, so that a rule and a request always mean the same word. */
const AS_GIVEN: ReadonlySet<TargetingAttribute> = new Set(['property', 'placement', 'audience']);

export const targetingRuleInput = z
  .object({
    attribute: z.enum(TARGETING_ATTRIBUTES),
    mode: z.enum(['include', 'exclude']),
    values: z.array(z.string().trim().min(1).max(128)).min(1).max(500),
  })
  .transform((rule) => ({
    ...rule,
    values: [
      ...new Set(
        AS_GIVEN.has(rule.attribute)
          ? rule.values
          : rule.values.map((value) => value.toLowerCase()),
      ),
    ],
  }));
export const targetingRulesInput = z.array(targetingRuleInput).max(50);

const adGroupFields = {
  name: nameField,
  pricing: z.enum(PRICING_MODELS),
  /** For one billable event; a CPM bid is for 1,000 impressions. */
  bidMicros: microsField,
  frequencyCap: frequencyCapSchema.nullable(),
};

/** An ad group with its rules and ads, as a part of a new campaign or on its own. */
export const newAdGroupFields = z.object({
  ...adGroupFields,
  frequencyCap: adGroupFields.frequencyCap.default(null),
  status: z.enum(['active', 'paused']).default('active'),
  rules: targetingRulesInput.default([]),
  ads: z.array(newAdFields).max(5000).default([]),
});
export type NewAdGroup = z.output<typeof newAdGroupFields>;

export const createAdGroupInput = newAdGroupFields.extend({ campaignId: idOf('cmp') });
export type CreateAdGroupInput = z.input<typeof createAdGroupInput>;

export const updateAdGroupInput = z.object({
  adGroupId: idOf('agr'),
  name: adGroupFields.name.optional(),
  bidMicros: adGroupFields.bidMicros.optional(),
  frequencyCap: adGroupFields.frequencyCap.optional(),
});
export type UpdateAdGroupInput = z.input<typeof updateAdGroupInput>;

export const replaceTargetingInput = z.object({
  adGroupId: idOf('agr'),
  rules: targetingRulesInput,
});
export type ReplaceTargetingInput = z.input<typeof replaceTargetingInput>;

export const setAdGroupStatusInput = z.object({
  adGroupId: idOf('agr'),
  status: z.enum(['active', 'paused', 'archived']),
});
export type SetAdGroupStatusInput = z.input<typeof setAdGroupStatusInput>;
