import { advertisers } from '@placard/db';
import { eq, sql } from 'drizzle-orm';
import { tenantOf } from '../actor.ts';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { nowOf, type ServiceContext } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { ledgerWrite, staffRead, tenantRead } from '../transaction.ts';
import { postTransaction } from './post-transaction.ts';
import { type TopUpInput, topUpInput } from './schemas.ts';

/**
 * Moves money from funding into an advertiser's wallet. Staff and the system may for anyone; an advertiser for
 * itself only where demo funding is on. Answers the new balance. @throws not-found, forbidden
 */
export async function topUp({ ctx, input }: Call<TopUpInput>) {
  const { advertiserId, amountMicros, memo, idempotencyKey } = parseInput(topUpInput, input);
  const { organizationId, currency } = await fundableAdvertiser(ctx, advertiserId);
  return ledgerWrite(ctx, async ({ tx, audit }) => {
    const transactionId = await postTransaction(tx, {
      kind: 'top-up',
      eventId: idempotencyKey ? `top-up:${advertiserId}:${idempotencyKey}` : null,
      memo,
      createdAt: nowOf(ctx),
      entries: [
        {
          account: { kind: 'funding', ownerId: currency, organizationId: null, currency },
          amountMicros: -amountMicros,
        },
        {
          account: { kind: 'wallet', ownerId: advertiserId, organizationId, currency },
          amountMicros,
        },
      ],
    });
    await audit(organizationId, {
      action: 'wallet.top-up',
      entityId: advertiserId,
      detail: { amountMicros, memo, transactionId, repeated: transactionId === null },
    });
    // The ledger is in no snapshot trigger; a wallet that is no longer empty must serve at once.
    await tx.execute(sql`select pg_notify('snapshot_changed', '')`);
    const balance = await tx.execute<{ balance: string }>(sql`
      select balance_micros as balance from ledger_accounts
      where kind = 'wallet' and owner_id = ${advertiserId} and currency = ${currency}`);
    return { balanceMicros: Number(balance.rows[0]?.balance ?? 0), currency };
  });
}

async function fundableAdvertiser(ctx: ServiceContext, advertiserId: string) {
  if (ctx.actor.kind === 'staff' || ctx.actor.kind === 'system') {
    const [row] = await staffRead(ctx, (tx) =>
      tx
        .select()
        .from(advertisers)
        .where(eq(advertisers.id, advertiserId as `adv_${string}`)),
    );
    if (!row) throw notFound('Advertiser');
    return row;
  }
  tenantOf(ctx.actor, 'buy');
  if (!ctx.settings.demoFunding) {
    throw new ServiceError('forbidden', 'Top-ups are made by the platform.');
  }
  return tenantRead(ctx, (scope) => requireAdvertiser(scope, advertiserId));
}
