'use client';

import { RETRIEVAL_METHODS, type RetrievalChoice } from '@placard/contracts';
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
import { Waypoints } from 'lucide-react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import type { Market } from '../training/each-market.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { METHOD_NAMES } from './method-names.ts';

type Model = ApiOutputs['market']['retrieval']['models'][number];

const CHOICES: readonly RetrievalChoice[] = ['auto', ...RETRIEVAL_METHODS, 'off'];

/** How a market finds ads by what its viewers turned to, and how well that does. */
export function RetrievalCard({ market }: { market: Market }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.market.retrieval.queryOptions({ marketId: market.id }, { refetchInterval: 15_000 }),
  );
  const choose = useAction(trpc.market.setRetrieval.mutationOptions(), {
    done: 'Saved; learnt within a minute or two',
  });
  const choice = query.data?.choice;
  return (
    <Card
      flush
      title={`Retrieval in ${market.name}`}
      description="What ties items to what a viewer turned to. Automatic takes what finds viewers’ last items best."
      actions={
        choice && (
          <Select
            aria-label={`Retrieval method of ${market.name}`}
            options={CHOICES.map((value) => ({ value, label: METHOD_NAMES[value] }))}
            value={choice}
            onValueChange={(method) => choose.mutate({ marketId: market.id, method })}
          />
        )
      }
    >
      <Loaded query={query} what="retrieval models">
        {({ models }) => (
          <DataTable
            label={`Retrieval models of ${market.name}`}
            columns={COLUMNS}
            rows={models}
            rowId={(model) => model.id}
            noun="models"
            empty={
              <EmptyState
                icon={Waypoints}
                title="Nothing learnt yet"
                description="It takes ads that promote items, or viewers who turned to some."
              />
            }
          />
        )}
      </Loaded>
    </Card>
  );
}

const own = ({ method, metrics }: Model) =>
  metrics.methods.find((measured) => measured.method === method) ?? null;
const share = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3));

const COLUMNS: readonly DataColumn<Model>[] = [
  {
    id: 'method',
    header: 'Method',
    value: (model) => model.method,
    cell: (model) => (
      <span className="flex min-w-40 flex-col">
        <span className="font-medium">
          {METHOD_NAMES[model.method as RetrievalChoice] ?? model.method}{' '}
          {model.metrics.requested === 'auto' && <Badge tone="neutral">Automatic</Badge>}
        </span>
        <span className="text-xs text-muted">{model.metrics.reason}</span>
      </span>
    ),
  },
  {
    id: 'trained',
    header: 'Learnt',
    hideBelow: 'md',
    value: (model) => model.trainedAt.getTime(),
    cell: (model) => <Instant at={model.trainedAt} timeZone="UTC" />,
  },
  {
    id: 'items',
    header: 'Items',
    align: 'end',
    hideBelow: 'sm',
    value: (model) => model.items,
    cell: (model) => formatCount(model.items),
  },
  {
    id: 'interactions',
    header: 'Interactions',
    align: 'end',
    hideBelow: 'md',
    value: (model) => model.interactions,
    cell: (model) => formatCount(model.interactions),
  },
  {
    id: 'recall',
    header: 'Recall@10',
    align: 'end',
    value: (model) => own(model)?.recallAt10 ?? null,
    cell: (model) => share(own(model)?.recallAt10),
  },
  {
    id: 'ndcg',
    header: 'nDCG@10',
    align: 'end',
    value: (model) => own(model)?.ndcgAt10 ?? null,
    cell: (model) => share(own(model)?.ndcgAt10),
  },
  {
    id: 'popularity',
    header: 'Popularity nDCG@10',
    align: 'end',
    hideBelow: 'sm',
    value: (model) => model.metrics.popularity?.ndcgAt10 ?? null,
    cell: (model) => share(model.metrics.popularity?.ndcgAt10),
  },
];
