import { TARGETING_ATTRIBUTES } from '@placard/domain';
import { index, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { adGroups } from './ad-groups.ts';
import { createdAt, idColumn, tenantPolicies } from './columns.ts';
import { organizations } from './organizations.ts';

export const targetingAttribute = pgEnum('targeting_attribute', TARGETING_ATTRIBUTES);
export const targetingMode = pgEnum('targeting_mode', ['include', 'exclude']);

/** One include or exclude predicate of an ad group; all of its rules must hold. */
export const targetingRules = pgTable(
  'targeting_rules',
  {
    id: idColumn('tgt'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    adGroupId: text('ad_group_id')
      .notNull()
      .references(() => adGroups.id, { onDelete: 'cascade' }),
    attribute: targetingAttribute('attribute').notNull(),
    mode: targetingMode('mode').notNull(),
    values: text('values').array().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('targeting_rules_ad_group').on(t.adGroupId),
    index('targeting_rules_organization').on(t.organizationId),
    ...tenantPolicies('targeting_rules'),
  ],
);
