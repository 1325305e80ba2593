import { ledgerAccounts, ledgerEntries, type Transaction } from '@placard/db';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { type Call, parseInput } from '../input.ts';
import { timeBuckets } from '../report/time-buckets.ts';
import { tenantRead } from '../transaction.ts';
import { type StatementInput, statementInput } from './schemas.ts';

/**
 * What moved in a wallet: each top-up and adjustment by itself, settlements as one line a day of the
 * advertiser's zone, newest first, between the balance before and after. @throws not-found, invalid
 */
export async function walletStatement({ ctx, input }: Call<StatementInput>) {
  const { advertiserId, fromDay, toDay } = parseInput(statementInput, input);
  return tenantRead(ctx, async (scope) => {
    const { timeZone, currency } = await requireAdvertiser(scope, advertiserId);
    const days = timeBuckets(fromDay, toDay, timeZone, 'day');
    const from = new Date(days[0]!.startMs);
    const to = new Date(days.at(-1)!.endMs);
    const [wallet] = await scope.tx
      .select()
      .from(ledgerAccounts)
      .where(
        and(
          eq(ledgerAccounts.kind, 'wallet'),
          eq(ledgerAccounts.ownerId, advertiserId),
          eq(ledgerAccounts.currency, currency),
        ),
      );
    if (!wallet) {
      return {
        timeZone,
        currency,
        balanceMicros: 0,
        openingMicros: 0,
        closingMicros: 0,
        lines: [],
      };
    }
    const openingMicros = await sumBefore(scope.tx, wallet.id, from);
    const lines = await readLines(scope.tx, wallet.id, timeZone, from, to);
    const movedMicros = lines.reduce((sum, line) => sum + line.amountMicros, 0);
    return {
      timeZone,
      currency,
      balanceMicros: wallet.balanceMicros,
      openingMicros,
      closingMicros: openingMicros + movedMicros,
      lines,
    };
  });
}

async function sumBefore(tx: Transaction, accountId: string, before: Date): Promise<number> {
  const [row] = await tx
    .select({ sum: sql`coalesce(sum(${ledgerEntries.amountMicros}), 0)`.mapWith(Number) })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.accountId, accountId), lt(ledgerEntries.createdAt, before)));
  return row!.sum;
}

async function readLines(
  tx: Transaction,
  accountId: string,
  timeZone: string,
  from: Date,
  to: Date,
) {
  const t = ledgerEntries;
  const single = sql<
    string | null
  >`case when ${t.kind} <> 'settlement' then ${t.transactionId} end`;
  const day = sql<string>`(${t.createdAt} at time zone ${timeZone})::date::text`;
  return tx
    .select({
      day,
      kind: t.kind,
      memo: sql<string>`max(case when ${t.kind} <> 'settlement' then ${t.memo} else '' end)`,
      count: sql`count(*)`.mapWith(Number),
      amountMicros: sql`sum(${t.amountMicros})`.mapWith(Number),
      latestAt: sql`max(${t.createdAt})`.mapWith(t.createdAt),
    })
    .from(t)
    .where(and(eq(t.accountId, accountId), gte(t.createdAt, from), lt(t.createdAt, to)))
    .groupBy(sql`1`, t.kind, single)
    .orderBy(sql`max(${t.createdAt}) desc`);
}
