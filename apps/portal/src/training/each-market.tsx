'use client';

import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type Market = ApiOutputs['market']['list'][number];

/** What `children` show of a market, for every market that the viewer may see. */
export function EachMarket({ children }: { children: (market: Market) => ReactNode }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.market.list.queryOptions());
  return (
    <Loaded query={query} what="markets">
      {(markets) =>
        markets.map((market) => <Fragment key={market.id}>{children(market)}</Fragment>)
      }
    </Loaded>
  );
}
