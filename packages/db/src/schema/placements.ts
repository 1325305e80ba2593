import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, idColumn, microsColumn, tenantPolicies, updatedAt } from './columns.ts';
import { creativeFormat, creatives } from './creatives.ts';
import { markets } from './markets.ts';
import { organizations } from './organizations.ts';
import { properties } from './properties.ts';

export const placementStatus = pgEnum('placement_status', ['active', 'archived']);

/** A configured spot on a property: formats, size in CSS pixels, floor and house fallback. */
export const placements = pgTable(
  'placements',
  {
    id: idColumn('plc'),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    propertyId: text('property_id')
      .notNull()
      .references(() => properties.id),
    marketId: text('market_id')
      .notNull()
      .references(() => markets.id),
    name: text('name').notNull(),
    status: placementStatus('status').notNull().default('active'),
    formats: creativeFormat('formats').array().notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    floorECpmMicros: microsColumn('floor_ecpm_micros').notNull().default(0),
    houseCreativeId: text('house_creative_id').references(() => creatives.id),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index('placements_organization').on(t.organizationId),
    index('placements_property').on(t.propertyId),
    check('placements_floor', sql`${t.floorECpmMicros} >= 0`),
    check('placements_size', sql`${t.width} > 0 and ${t.height} > 0`),
    ...tenantPolicies('placements'),
  ],
);
