import { sql } from 'drizzle-orm';
import { index, pgEnum, pgPolicy, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  createdAt,
  idColumn,
  microsColumn,
  sessionOrganization,
  staffPolicies,
} from './columns.ts';
import { appRole } from './roles.ts';

/** `wallet`: an advertiser's prepaid money. `payout`: owed to a publisher. `margin`: ours. `funding`: where top-ups come from. */
export const ledgerAccountKind = pgEnum('ledger_account_kind', [
  'wallet',
  'payout',
  'margin',
  'funding',
]);
export const ledgerTransactionKind = pgEnum('ledger_transaction_kind', [
  'top-up',
  'settlement',
  'adjustment',
]);

const tenantRead = (table: string) =>
  pgPolicy(`${table}_tenant_read`, {
    to: appRole,
    for: 'select',
    using: sql`organization_id = ${sessionOrganization}`,
  });

/** An account of the double-entry ledger. `ownerId`: the advertiser, publisher or currency it stands for. */
export const ledgerAccounts = pgTable(
  'ledger_accounts',
  {
    id: idColumn('acc'),
    organizationId: text('organization_id'),
    kind: ledgerAccountKind('kind').notNull(),
    ownerId: text('owner_id').notNull(),
    currency: text('currency').notNull(),
    balanceMicros: microsColumn('balance_micros').notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('ledger_accounts_owner').on(t.kind, t.ownerId, t.currency),
    tenantRead('ledger_accounts'),
    ...staffPolicies('ledger_accounts'),
  ],
);

/** One movement of money; `eventId` makes a settlement happen once. Its entries sum to zero (checked at commit). */
export const ledgerTransactions = pgTable(
  'ledger_transactions',
  {
    id: idColumn('ltx'),
    kind: ledgerTransactionKind('kind').notNull(),
    eventId: text('event_id'),
    campaignId: text('campaign_id'),
    memo: text('memo').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('ledger_transactions_event').on(t.eventId),
    index('ledger_transactions_campaign').on(t.campaignId),
    ...staffPolicies('ledger_transactions'),
  ],
);

/** Signed micros: negative takes from the account, positive adds to it. Append-only. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    transactionId: text('transaction_id')
      .notNull()
      .references(() => ledgerTransactions.id),
    accountId: text('account_id')
      .notNull()
      .references(() => ledgerAccounts.id),
    organizationId: text('organization_id'),
    amountMicros: microsColumn('amount_micros').notNull(),
    kind: ledgerTransactionKind('kind').notNull(),
    memo: text('memo').notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [
    index('ledger_entries_account').on(t.accountId, t.createdAt),
    index('ledger_entries_transaction').on(t.transactionId),
    tenantRead('ledger_entries'),
    ...staffPolicies('ledger_entries'),
  ],
);
