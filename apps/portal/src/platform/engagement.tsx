'use client';

import { Facts, formatCount, formatPercent } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Market = ApiOutputs['market']['list'][number];

/** Whether viewers of a market are well served, beside whether they click. */
export function Engagement({ marketId }: { marketId: Market['id'] }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.market.engagement.queryOptions({ marketId }));
  const rate = (value: number | null) => (value === null ? '–' : formatPercent(value));
  return (
    <Loaded query={query} what="engagement">
      {({ ctr, hideRate, meanDwellMs, returnRate, viewers }) => (
        <div className="mt-4 border-t border-border pt-4">
          <p className="mb-2 text-xs text-muted">
            Seven days, {formatCount(viewers)} viewers, without invalid traffic
          </p>
          <Facts
            columns={2}
            items={[
              { label: 'CTR', value: rate(ctr) },
              { label: 'Hide rate', value: rate(hideRate) },
              {
                label: 'Mean dwell',
                value: meanDwellMs === null ? '–' : `${(meanDwellMs / 1000).toFixed(1)} s`,
              },
              { label: 'Viewers who came back', value: rate(returnRate) },
            ]}
          />
        </div>
      )}
    </Loaded>
  );
}
