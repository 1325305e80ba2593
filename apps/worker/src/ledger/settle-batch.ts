import type { LoggedEvent } from '@placard/contracts';
import { newId } from '@placard/domain';
import type pg from 'pg';
import { writeMoneyRollups } from '../rollups/write-rollups.ts';
import {
  type AccountKey,
  accountName,
  lockAccounts,
  readCampaignBooks,
  readPublishers,
  walletsOf,
} from './read-books.ts';
import { type BillableEvent, isBillable, type Settled, settle } from './settle.ts';
import { type Entry, writeCampaignSpend, writeTransactions } from './write-settlement.ts';

export type BatchResult = {
  readonly settled: readonly Settled[];
  /** Events of a campaign or property that does not exist: a broken token key, or rows deleted by hand. */
  readonly unknown: readonly BillableEvent[];
};

/**
 * Settles the billable events of a batch inside the transaction that moves the ledger's position: wallet to
 * payout and margin, the campaign's spend of the day, and the money columns of the hourly rollups.
 */
export async function settleBatch(
  client: pg.PoolClient,
  events: readonly LoggedEvent[],
  dayIn: (zone: string, atMs: number) => string,
): Promise<BatchResult> {
  const billable = await withoutSettled(client, events.filter(isBillable));
  if (billable.length === 0) return { settled: [], unknown: [] };

  const campaigns = await readCampaignBooks(client, billable, dayIn);
  const publishers = await readPublishers(client, billable);
  const payable = billable.filter((event) => publishers.has(event.propertyId ?? ''));
  const accountsOf = (event: BillableEvent): readonly AccountKey[] => {
    const campaign = campaigns.get(event.decision.campaignId);
    const publisher = publishers.get(event.propertyId ?? '');
    if (!campaign || !publisher) return [];
    const { advertiserId, organizationId, currency } = campaign;
    return [
      { kind: 'wallet', ownerId: advertiserId, currency, organizationId },
      {
        kind: 'payout',
        ownerId: publisher.publisherId,
        currency,
        organizationId: publisher.organizationId,
      },
      { kind: 'margin', ownerId: currency, currency, organizationId: null },
    ];
  };
  const accounts = await lockAccounts(client, payable.flatMap(accountsOf), () => newId('acc'));
  const { settled, unknown } = settle(payable, {
    campaigns,
    walletMicros: walletsOf(campaigns, accounts),
  });

  const charged = settled
    .filter((s) => s.chargeMicros > 0)
    .map((s) => ({ ...s, transactionId: newId('ltx') }));
  const entries = charged.flatMap(
    ({ event, transactionId, chargeMicros, payoutMicros, marginMicros }): Entry[] =>
      accountsOf(event).flatMap((key) => {
        const account = accounts.get(accountName(key));
        if (!account) throw new Error(`no account for ${accountName(key)}`);
        const amountMicros = { wallet: -chargeMicros, payout: payoutMicros, margin: marginMicros }[
          key.kind
        ];
        const { id: accountId, organizationId } = account;
        return amountMicros === 0
          ? []
          : [{ transactionId, accountId, organizationId, amountMicros }];
      }),
  );
  if (charged.length > 0) {
    const transactions = charged.map(({ transactionId, event, campaign }) => ({
      id: transactionId,
      eventId: event.id,
      campaignId: campaign.campaignId,
    }));
    await writeTransactions(client, transactions, entries);
  }
  if (settled.length > 0) {
    await writeCampaignSpend(client, settled);
    await writeMoneyRollups(client, settled);
  }
  const orphans = billable.filter((event) => !publishers.has(event.propertyId ?? ''));
  return { settled, unknown: [...unknown, ...orphans] };
}

/** The position alone keeps events from settling twice; this keeps them so if it is ever set back by hand. */
async function withoutSettled(
  client: pg.PoolClient,
  events: readonly BillableEvent[],
): Promise<BillableEvent[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query<{ event_id: string }>(
    'select event_id from ledger_transactions where event_id = any($1)',
    [events.map((event) => event.id)],
  );
  const settled = new Set(rows.map((row) => row.event_id));
  return events.filter((event) => !settled.has(event.id));
}
