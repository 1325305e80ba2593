'use client';

import {
  Button,
  Card,
  type DataColumn,
  DataTable,
  EmptyState,
  Instant,
  PageHeader,
  Progress,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Dumbbell, Play, SlidersHorizontal } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { ContentCard } from '../content/content-card.tsx';
import { kindName } from '../model/names/kind-names.ts';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { RetrievalCard } from '../retrieval/retrieval-card.tsx';
import { SessionPolicyCard } from '../session-policy/session-policy-card.tsx';
import { StartSearchDialog } from '../settings-search/start-search-dialog.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { EachMarket } from './each-market.tsx';
import { RetrainingCard } from './retraining-card.tsx';
import { isUnderWay } from './run-status.ts';
import { StartTrainingDialog } from './start-training-dialog.tsx';

type Run = ApiOutputs['training']['list'][number];

export function TrainingPage() {
  const trpc = useTRPC();
  const pages = useCursorPages(25);
  const [starting, setStarting] = useState(false);
  const [searching, setSearching] = useState(false);
  const { data: markets } = useQuery(trpc.market.list.queryOptions());
  const query = useQuery(
    trpc.training.list.queryOptions(pages.input, {
      refetchInterval: ({ state }) =>
        state.data?.some((run) => isUnderWay(run.status)) ? 2_000 : 15_000,
    }),
  );
  const startButton = (
    <Button variant="primary" onClick={() => setStarting(true)}>
      <Play aria-hidden="true" />
      Start a run
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Training"
        description="From logged decisions and what came of them to a model version."
        actions={
          <>
            <Button onClick={() => setSearching(true)} disabled={!markets}>
              <SlidersHorizontal aria-hidden="true" />
              Search for settings
            </Button>
            {startButton}
          </>
        }
      />
      <Card flush>
        <Loaded query={query} what="training runs">
          {(runs) => (
            <>
              <DataTable
                label="Training runs"
                columns={COLUMNS}
                rows={runs}
                rowId={(run) => run.id}
                noun="runs"
                empty={
                  <EmptyState
                    icon={Dumbbell}
                    title="No training runs yet"
                    description="A run exports decisions, trains, compares with the baselines and registers a version."
                    action={startButton}
                  />
                }
              />
              <CursorButtons pages={pages} rows={runs} />
            </>
          )}
        </Loaded>
      </Card>
      <RetrainingCard />
      <EachMarket>{(market) => <RetrievalCard market={market} />}</EachMarket>
      <EachMarket>{(market) => <ContentCard market={market} />}</EachMarket>
      <EachMarket>{(market) => <SessionPolicyCard market={market} />}</EachMarket>
      {searching && markets && (
        <StartSearchDialog markets={markets} onClose={() => setSearching(false)} />
      )}
      {starting && <StartTrainingDialog onClose={() => setStarting(false)} />}
    </>
  );
}

const COLUMNS: readonly DataColumn<Run>[] = [
  {
    id: 'run',
    header: 'Run',
    value: (run) => run.id,
    cell: (run) => (
      <span className="flex min-w-40 flex-col">
        <NextLink href={`/admin/training/${run.id}`} className="font-medium hover:underline">
          {run.marketName}
        </NextLink>
        <span className="text-xs text-muted sm:hidden">{nameOf(run)}</span>
        <span className="text-xs text-muted">
          <Instant at={run.createdAt} timeZone="UTC" />
        </span>
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    value: (run) => run.status,
    cell: (run) => <StatusBadge status={run.status} />,
  },
  {
    id: 'progress',
    header: 'Progress',
    hideBelow: 'sm',
    value: (run) => run.progress,
    cell: (run) => (
      <div className="w-56">
        {isUnderWay(run.status) && <Progress hideLabel label="Progress" ratio={run.progress} />}
        <p className="mt-1 line-clamp-2 text-xs text-muted first-letter:uppercase">
          {run.error ?? run.message}
        </p>
      </div>
    ),
  },
  {
    id: 'by',
    header: 'Started by',
    hideBelow: 'md',
    value: (run) => run.requestedByName ?? run.trigger ?? 'The platform',
  },
  {
    id: 'took',
    header: 'Took',
    align: 'end',
    hideBelow: 'md',
    value: (run) =>
      run.startedAt && run.finishedAt ? run.finishedAt.getTime() - run.startedAt.getTime() : null,
    cell: (run) =>
      run.startedAt && run.finishedAt
        ? `${((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000).toFixed(1)} s`
        : '–',
  },
  {
    id: 'model',
    header: 'Model',
    align: 'end',
    hideBelow: 'sm',
    value: (run) => nameOf(run),
    cell: (run) =>
      run.modelVersionId ? (
        <NextLink
          href={`/admin/models/${run.modelVersionId}`}
          className="text-accent-text hover:underline"
        >
          {nameOf(run)}
        </NextLink>
      ) : (
        <span className="text-muted">{nameOf(run)}</span>
      ),
  },
];

function nameOf(run: Run): string {
  const name = kindName(run.modelKind ?? run.askedKind);
  return run.isSearch ? `Settings of ${name}` : name;
}
