'use client';

import {
  Button,
  Card,
  ConfirmDialog,
  Facts,
  formatCount,
  Instant,
  Notice,
  PageHeader,
  Progress,
  Stat,
  StatRow,
  StatusBadge,
} from '@placard/ui';
import { LossCurve } from '@placard/ui/charts';
import { useQuery } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { kindName } from '../model/names/kind-names.ts';
import { settingName } from '../model/names/setting-names.ts';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { SearchView } from '../settings-search/search-view.tsx';
import { TrainBestButton } from '../settings-search/train-best-button.tsx';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { LogTail } from './log-tail.tsx';
import { lossPoints } from './loss-points.ts';
import { isUnderWay } from './run-status.ts';

type Run = ApiOutputs['training']['get'];

export function TrainingRunPage({ trainingRunId }: { trainingRunId: `run_${string}` }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.training.get.queryOptions(
      { trainingRunId },
      {
        refetchInterval: ({ state }) =>
          state.data && !isUnderWay(state.data.status) ? false : 1_000,
      },
    ),
  );
  return (
    <Loaded query={query} what="training run" isPage>
      {(run) => <RunView run={run} />}
    </Loaded>
  );
}

function RunView({ run }: { run: Run }) {
  const trpc = useTRPC();
  const [cancelling, setCancelling] = useState(false);
  const cancel = useAction(trpc.training.cancel.mutationOptions(), {
    done: 'Cancelling at the next checkpoint',
    onDone: () => setCancelling(false),
  });
  const underWay = isUnderWay(run.status);
  const asked = run.cancelRequestedAt !== null;
  const { search } = run.request;
  return (
    <>
      <PageHeader
        title={
          search
            ? `Settings of ${kindName(run.request.modelKind)} for ${run.marketName}`
            : `${kindName(run.request.modelKind)} for ${run.marketName}`
        }
        badge={<StatusBadge status={underWay && asked ? 'cancelling' : run.status} />}
        link={Link}
        breadcrumbs={[{ label: 'Training', href: '/admin/training' }]}
        actions={
          <>
            {run.modelVersionId && (
              <Button asChild variant="primary">
                <NextLink href={`/admin/models/${run.modelVersionId}`}>See the model</NextLink>
              </Button>
            )}
            {search && !underWay && run.bestTrial !== null && (
              <TrainBestButton trainingRunId={run.id} />
            )}
            {underWay && (
              <Button disabled={asked} onClick={() => setCancelling(true)}>
                <Ban aria-hidden="true" />
                {asked ? 'Cancelling…' : 'Cancel'}
              </Button>
            )}
          </>
        }
      />
      {run.error && (
        <Notice tone="danger" title="The run failed">
          {run.error}
        </Notice>
      )}
      <Card>
        <Progress
          label={sentence(run.message || run.status)}
          ratio={run.status === 'queued' ? null : run.progress}
        />
      </Card>
      {search ? <SearchView run={run} space={search.space} /> : <CurveView run={run} />}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title="Log" description="The end of it.">
          <LogTail lines={run.logTail} />
        </Card>
        <Card title="Request">
          <Facts items={requestFacts(run)} />
        </Card>
      </div>
      <ConfirmDialog
        open={cancelling}
        onOpenChange={setCancelling}
        title="Cancel this run?"
        description={
          search
            ? 'Trials under way are lost; what is known of the others stays.'
            : 'It stops at its next checkpoint and registers no model.'
        }
        confirmLabel="Cancel the run"
        tone="danger"
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate({ trainingRunId: run.id })}
      />
    </>
  );
}

function CurveView({ run }: { run: Run }) {
  return (
    <>
      <CurveStats run={run} />
      <Card>
        <LossCurve
          title="Log loss"
          description="Training and validation, by step."
          points={lossPoints(run.curve)}
          height={280}
        />
      </Card>
    </>
  );
}

function CurveStats({ run }: { run: Run }) {
  const last = run.curve.at(-1);
  const validated = run.curve.findLast((point) => point.validationLogLoss !== null);
  if (!last) return null;
  return (
    <StatRow>
      <Stat label="Step" value={formatCount(last.step)} hint={`epoch ${last.epoch.toFixed(2)}`} />
      <Stat
        label="Training loss"
        value={last.trainLogLoss > 0 ? last.trainLogLoss.toFixed(5) : '–'}
      />
      <Stat label="Validation loss" value={validated?.validationLogLoss?.toFixed(5) ?? '–'} />
      <Stat label="Validation AUC" value={validated?.validationAuc?.toFixed(4) ?? '–'} />
      <Stat label="Samples a second" value={formatCount(Math.round(last.samplesPerSecond))} />
    </StatRow>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function requestFacts(run: Run) {
  const at = (instant: Date | null) => (instant ? <Instant at={instant} timeZone="UTC" /> : '–');
  return [
    { label: 'Asked', value: at(run.createdAt) },
    ...(run.trigger ? [{ label: 'Because', value: run.trigger }] : []),
    { label: 'Started', value: at(run.startedAt) },
    { label: 'Finished', value: at(run.finishedAt) },
    { label: 'Seed', value: run.request.seed },
    ...(run.request.search ? searchFacts(run.request.search) : contestFacts(run.request)),
    ...(run.request.settingsFrom
      ? [
          {
            label: 'Settings from',
            value: (
              <NextLink
                href={`/admin/training/${run.request.settingsFrom}`}
                className="text-accent-text hover:underline"
              >
                a search
              </NextLink>
            ),
          },
        ]
      : []),
    ...(run.request.warmStartFrom
      ? [
          {
            label: 'Started from',
            value: (
              <NextLink
                href={`/admin/models/${run.request.warmStartFrom}`}
                className="text-accent-text hover:underline"
              >
                another model
              </NextLink>
            ),
          },
        ]
      : []),
    ...Object.entries(run.request.hyperparameters).map(([setting, value]) => ({
      label: settingName(setting),
      value: Array.isArray(value) ? value.join(' × ') : String(value),
    })),
  ];
}

function searchFacts({ trials, minutes }: NonNullable<Run['request']['search']>) {
  return [
    { label: 'Trials', value: formatCount(trials) },
    { label: 'Minutes at most', value: minutes === null ? 'no limit' : formatCount(minutes) },
  ];
}

/** Whose turn comes after it, where the evaluation picks among kinds. */
function contestFacts({ contest, promoteIfBetter }: Run['request']) {
  if (!contest) return [{ label: 'Promote if better', value: promoteIfBetter ? 'Yes' : 'No' }];
  return [
    {
      label: 'Trained after it',
      value:
        contest.rest.length > 0 ? contest.rest.map(kindName).join(', ') : 'none: it is the last',
    },
    {
      label: 'The best of them',
      value: contest.promote ? 'becomes champion' : 'stays a candidate',
    },
  ];
}
