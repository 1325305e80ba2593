import { pgTable, text } from 'drizzle-orm/pg-core';
import { atColumn, staffPolicies } from './columns.ts';

/** How far each consumer (profiles, ledger, rollups) has read the event log. */
export const eventConsumers = pgTable(
  'event_consumers',
  {
    name: text('name').primaryKey(),
    xid: text('xid').notNull(),
    seq: text('seq').notNull(),
    updatedAt: atColumn('updated_at').notNull().defaultNow(),
  },
  () => staffPolicies('event_consumers'),
);
