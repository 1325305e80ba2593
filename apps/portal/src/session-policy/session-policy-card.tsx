'use client';

import { SESSION_POLICY_SETTINGS } from '@placard/contracts';
import {
  Badge,
  Card,
  type DataColumn,
  DataTable,
  EmptyState,
  formatCount,
  Instant,
  Select,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Footprints } from 'lucide-react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import type { Market } from '../training/each-market.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Policy = ApiOutputs['market']['sessionPolicy']['policies'][number];

const NAMES = { off: 'Each ad by itself', on: 'With the rest of the visit' } as const;

/** Whether a market ranks ads by what they do to the rest of a visit, and what it learnt of that. */
export function SessionPolicyCard({ market }: { market: Market }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.market.sessionPolicy.queryOptions({ marketId: market.id }, { refetchInterval: 15_000 }),
  );
  const choose = useAction(trpc.market.setSessionPolicy.mutationOptions(), {
    done: 'Saved; learnt within a minute or two',
  });
  const setting = query.data?.setting;
  return (
    <Card
      flush
      title={`Visits in ${market.name}`}
      description="An ad that ends a visit costs what the visit would still have earned. Serves once it tells more of later visits than their means do."
      actions={
        setting && (
          <Select
            aria-label={`Ranking over visits of ${market.name}`}
            options={SESSION_POLICY_SETTINGS.map((value) => ({ value, label: NAMES[value] }))}
            value={setting}
            onValueChange={(value) => choose.mutate({ marketId: market.id, setting: value })}
          />
        )
      }
    >
      <Loaded query={query} what="session policies">
        {({ policies }) => (
          <DataTable
            label={`Session policies of ${market.name}`}
            columns={COLUMNS}
            rows={policies}
            rowId={(policy) => policy.id}
            noun="policies"
            empty={
              <EmptyState
                icon={Footprints}
                title="Nothing learnt yet"
                description="Switched on, a market learns once a day from visits that have ended."
              />
            }
          />
        )}
      </Loaded>
    </Card>
  );
}

const COLUMNS: readonly DataColumn<Policy>[] = [
  {
    id: 'trained',
    header: 'Learnt',
    value: (policy) => policy.trainedAt.getTime(),
    cell: (policy) => (
      <span className="flex flex-wrap items-center gap-2">
        <Instant at={policy.trainedAt} timeZone="UTC" />
        {!policy.report.serves && <Badge tone="neutral">Says no more than means</Badge>}
      </span>
    ),
  },
  {
    id: 'visits',
    header: 'Visits',
    align: 'end',
    value: (policy) => policy.visits,
    cell: (policy) => formatCount(policy.visits),
  },
  {
    id: 'stays',
    header: 'Goes on: log loss',
    align: 'end',
    hideBelow: 'sm',
    value: (policy) => policy.report.stayLogLoss,
    cell: ({ report }) =>
      `${report.stayLogLoss.toFixed(4)} (mean ${report.stayBaseline.toFixed(4)})`,
  },
  {
    id: 'future',
    header: 'Still earns: error, mean = 1',
    align: 'end',
    hideBelow: 'md',
    value: (policy) => policy.report.futureError,
    cell: ({ report }) => report.futureError.toFixed(3),
  },
];
