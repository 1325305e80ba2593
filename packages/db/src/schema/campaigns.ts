import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { advertisers } from './advertisers.ts';
import {
  atColumn,
  createdAt,
  idColumn,
  microsColumn,
  tenantPolicies,
  updatedAt,
} from './columns.ts';
import { markets } from './markets.ts';
import { organizations } from './organizations.ts';

export const campaignObjective = pgEnum('campaign_objective', [
  'awareness',
  'traffic',
  'conversions',
]);
export const servingStatus = pgEnum('serving_status', ['draft', 'active', 'paused', 'archived']);

/** Objective, budget and schedule. Days are the advertiser's; money is micros of its currency. */
export const campaigns = pgTable(
  'campaigns',
  {
    id: idColumn('cmp'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    advertiserId: text('advertiser_id')
      .notNull()
      .references(() => advertisers.id),
    marketId: text('market_id')
      .notNull()
      .references(() => markets.id),
    name: text('name').notNull(),
    objective: campaignObjective('objective').notNull().default('traffic'),
    status: servingStatus('status').notNull().default('draft'),
    startsAt: atColumn('starts_at').notNull(),
    endsAt: atColumn('ends_at'),
    dailyBudgetMicros: microsColumn('daily_budget_micros').notNull(),
    totalBudgetMicros: microsColumn('total_budget_micros'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('campaigns_organization').on(t.organizationId),
    index('campaigns_advertiser').on(t.advertiserId),
    check('campaigns_daily_budget', sql`${t.dailyBudgetMicros} > 0`),
    check(
      'campaigns_total_budget',
      sql`${t.totalBudgetMicros} is null or ${t.totalBudgetMicros} > 0`,
    ),
    check('campaigns_schedule', sql`${t.endsAt} is null or ${t.endsAt} > ${t.startsAt}`),
    ...tenantPolicies('campaigns'),
  ],
);
