import { z } from 'zod';
import { newAdGroupFields } from '../ad-group/schemas.ts';
import { dayField, idOf, microsField, nameField } from '../fields.ts';

const endsAfterStart = {
  message: 'must be after the start',
  path: ['endsAt'],
};
const budgetsAgree = {
  message: 'must not be below the daily budget',
  path: ['totalBudgetMicros'],
};

export const createCampaignInput = z
  .object({
    advertiserId: idOf('adv'),
    /** The platform's default market unless given. */
    marketId: idOf('mkt').optional(),
    name: nameField,
    objective: z.enum(['awareness', 'traffic', 'conversions']).default('traffic'),
    status: z.enum(['draft', 'active', 'paused']).default('active'),
    /** Now unless given. */
    startsAt: z.date().optional(),
    endsAt: z.date().nullable().default(null),
    dailyBudgetMicros: microsField,
    totalBudgetMicros: microsField.nullable().default(null),
    adGroups: z.array(newAdGroupFields).max(1000).default([]),
  })
  .refine((c) => !c.endsAt || !c.startsAt || c.endsAt > c.startsAt, endsAfterStart)
  .refine(
    (c) => c.totalBudgetMicros === null || c.totalBudgetMicros >= c.dailyBudgetMicros,
    budgetsAgree,
  );
export type CreateCampaignInput = z.input<typeof createCampaignInput>;

export const updateCampaignInput = z.object({
  campaignId: idOf('cmp'),
  name: nameField.optional(),
  objective: z.enum(['awareness', 'traffic', 'conversions']).optional(),
  startsAt: z.date().optional(),
  endsAt: z.date().nullable().optional(),
  dailyBudgetMicros: microsField.optional(),
  totalBudgetMicros: microsField.nullable().optional(),
});
export type UpdateCampaignInput = z.input<typeof updateCampaignInput>;

export const campaignIdInput = z.object({ campaignId: idOf('cmp') });
export type CampaignIdInput = z.input<typeof campaignIdInput>;

export const listCampaignsInput = z.object({
  advertiserId: idOf('adv').optional(),
  includeArchived: z.boolean().default(false),
  /** Figures of these days in each advertiser's zone; the last seven unless given. */
  fromDay: dayField.optional(),
  toDay: dayField.optional(),
});
export type ListCampaignsInput = z.input<typeof listCampaignsInput>;
