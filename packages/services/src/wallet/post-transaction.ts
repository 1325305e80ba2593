import { ledgerAccounts, ledgerEntries, ledgerTransactions, type Transaction } from '@placard/db';
import { assertMicros, type Id, newId } from '@placard/domain';
import { and, asc, eq, or, sql } from 'drizzle-orm';

/** Names an account: `ownerId` is the advertiser, publisher or, for our own, the currency. */
export type AccountRef = {
  readonly kind: 'wallet' | 'payout' | 'margin' | 'funding';
  readonly ownerId: string;
  readonly organizationId: string | null;
  readonly currency: string;
};

export type Posting = {
  readonly kind: 'top-up' | 'settlement' | 'adjustment';
  /** Makes it happen once: a second posting with the same id changes nothing. */
  readonly eventId: string | null;
  readonly campaignId?: string | null;
  readonly memo?: string;
  readonly entries: readonly { readonly account: AccountRef; readonly amountMicros: number }[];
  readonly createdAt: Date;
};

/**
 * One balanced movement of money with the balances it leaves, in the caller's transaction. Null when its
 * event was posted before. Accounts are made on first use and locked in one order, so that postings never
 * deadlock. @throws RangeError when the entries do not sum to zero
 */
export async function postTransaction(
  tx: Transaction,
  posting: Posting,
): Promise<Id<'ltx'> | null> {
  const { entries, createdAt } = posting;
  const sum = entries.reduce((total, entry) => total + assertMicros(entry.amountMicros), 0);
  if (sum !== 0) throw new RangeError(`a ledger transaction must sum to zero, not ${sum} micros`);
  const transactionId = newId('ltx');
  const posted = await tx
    .insert(ledgerTransactions)
    .values({
      id: transactionId,
      kind: posting.kind,
      eventId: posting.eventId,
      campaignId: posting.campaignId ?? null,
      memo: posting.memo ?? '',
      createdAt,
    })
    .onConflictDoNothing()
    .returning({ id: ledgerTransactions.id });
  if (posted.length === 0) return null;
  const accountIds = await lockAccounts(
    tx,
    entries.map((entry) => entry.account),
    createdAt,
  );
  const rows = entries.map(({ account, amountMicros }) => ({
    transactionId,
    accountId: accountIds.get(keyOf(account))!,
    organizationId: account.organizationId,
    amountMicros,
    kind: posting.kind,
    memo: posting.memo ?? '',
    createdAt,
  }));
  await tx.insert(ledgerEntries).values(rows);
  for (const { accountId, amountMicros } of rows) {
    await tx
      .update(ledgerAccounts)
      .set({ balanceMicros: sql`${ledgerAccounts.balanceMicros} + ${amountMicros}` })
      .where(eq(ledgerAccounts.id, accountId));
  }
  return transactionId;
}

async function lockAccounts(
  tx: Transaction,
  accounts: readonly AccountRef[],
  createdAt: Date,
): Promise<Map<string, Id<'acc'>>> {
  await tx
    .insert(ledgerAccounts)
    .values([...accounts].sort(byKey).map((account) => ({ ...account, createdAt })))
    .onConflictDoNothing();
  const rows = await tx
    .select()
    .from(ledgerAccounts)
    .where(
      or(
        ...accounts.map((account) =>
          and(
            eq(ledgerAccounts.kind, account.kind),
            eq(ledgerAccounts.ownerId, account.ownerId),
            eq(ledgerAccounts.currency, account.currency),
          ),
        ),
      ),
    )
    .orderBy(asc(ledgerAccounts.id))
    .for('update');
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

const keyOf = ({ kind, ownerId, currency }: Omit<AccountRef, 'organizationId'>) =>
  `${kind}:${ownerId}:${currency}`;
const byKey = (a: AccountRef, b: AccountRef) => (keyOf(a) < keyOf(b) ? -1 : 1);
