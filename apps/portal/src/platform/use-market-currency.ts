'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/client.ts';

/** What a market trades in; the default market's for figures over all of them. Staff pages only. */
export function useMarketCurrency(marketId?: string): string {
  const trpc = useTRPC();
  const { data = [] } = useQuery(trpc.market.list.queryOptions());
  const market = data.find((each) => (marketId ? each.id === marketId : each.isDefault));
  return market?.currency ?? 'USD';
}
