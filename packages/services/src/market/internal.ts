import { markets } from '@placard/db';
import { eq } from 'drizzle-orm';
import { invalid, notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

/** The market asked for, or the default one; row-level security shows a tenant the platform's and its own. */
export async function requireMarket(
  { tx }: Pick<TenantRead, 'tx'>,
  marketId: string | undefined,
  currency: string,
) {
  const [market] = await tx
    .select()
    .from(markets)
    .where(
      marketId === undefined
        ? eq(markets.isDefault, true)
        : eq(markets.id, marketId as `mkt_${string}`),
    );
  if (!market) throw notFound('Market');
  if (market.currency !== currency) {
    throw invalid(
      `This market trades in ${market.currency}, the account in ${currency}.`,
      'marketId',
    );
  }
  return market;
}
