'use client';

import { Money } from '@placard/ui';
import { useMarketCurrency } from './use-market-currency.ts';

/** An amount in what its market trades in. */
export function MarketMoney({ micros, marketId }: { micros: number | null; marketId: string }) {
  return <Money micros={micros} currency={useMarketCurrency(marketId)} />;
}
