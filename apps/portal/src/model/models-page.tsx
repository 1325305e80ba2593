'use client';

import {
  Badge,
  Button,
  Card,
  classNames,
  type DataColumn,
  DataTable,
  EmptyState,
  Instant,
  Notice,
  PageHeader,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { BrainCircuit, Undo2 } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { RollbackDialog } from './rollback-dialog.tsx';

export type ModelRow = ApiOutputs['model']['list'][number];

export function ModelsPage() {
  const trpc = useTRPC();
  const pages = useCursorPages(25);
  const query = useQuery(trpc.model.list.queryOptions(pages.input));
  const [rollingBack, setRollingBack] = useState(false);
  return (
    <>
      <PageHeader
        title="Models"
        description="The registry: immutable versions, and which one serves."
        actions={
          <Button onClick={() => setRollingBack(true)}>
            <Undo2 aria-hidden="true" />
            Roll back
          </Button>
        }
      />
      <RolledBackNotice />
      <Card flush>
        <Loaded query={query} what="models">
          {(models) => (
            <>
              <DataTable
                label="Model versions"
                columns={COLUMNS}
                rows={models}
                rowId={(model) => model.id}
                csvFileName="models.csv"
                noun="versions"
                empty={
                  <EmptyState
                    icon={BrainCircuit}
                    title="No models yet"
                    description="Until there is one, posterior-mean rates with exploration serve."
                    action={
                      <Button asChild variant="primary">
                        <NextLink href="/admin/training">Train one</NextLink>
                      </Button>
                    }
                  />
                }
              />
              <CursorButtons pages={pages} rows={models} />
            </>
          )}
        </Loaded>
      </Card>
      {rollingBack && <RollbackDialog onClose={() => setRollingBack(false)} />}
    </>
  );
}

/** A canary that was taken from its viewers without anybody's doing, in the last week. */
function RolledBackNotice() {
  const trpc = useTRPC();
  const { data = [] } = useQuery(
    trpc.experiment.list.queryOptions({ limit: 20 }, { refetchInterval: 15_000 }),
  );
  const weekAgoMs = Date.now() - 7 * 86_400_000;
  return data
    .filter((trial) => trial.status === 'rolled-back' && Number(trial.endedAt) > weekAgoMs)
    .slice(0, 3)
    .map((trial) => (
      <Notice
        key={trial.id}
        tone="danger"
        title={`A canary of ${trial.marketName} was rolled back by itself`}
        action={
          <Button asChild size="sm">
            <NextLink href={`/admin/models/${trial.modelVersionId}`}>See why</NextLink>
          </Button>
        }
      >
        {trial.reason}
      </Notice>
    ));
}

/** Against the best baseline on the same rows: less is better. */
function gain({ metrics, baselines }: ModelRow): number | null {
  const best = Math.min(...Object.values(baselines).map((each) => each.logLoss));
  return Number.isFinite(best) ? metrics.logLoss / best - 1 : null;
}

const COLUMNS: readonly DataColumn<ModelRow>[] = [
  {
    id: 'model',
    header: 'Version',
    value: (model) => model.kind,
    cell: (model) => (
      <span className="flex min-w-36 flex-col">
        <NextLink href={`/admin/models/${model.id}`} className="font-medium hover:underline">
          {model.kind}
        </NextLink>
        <span className="text-xs text-muted">{model.marketName}</span>
      </span>
    ),
  },
  {
    id: 'stage',
    header: 'Stage',
    value: (model) => model.stage,
    cell: (model) => (
      <span className="flex flex-wrap items-center gap-1.5">
        <StatusBadge status={model.stage} />
        {model.refusedBy !== null && model.refusedBy.length > 0 && (
          <Badge tone="warning">refused by {model.refusedBy.join(', ')}</Badge>
        )}
      </span>
    ),
  },
  {
    id: 'logLoss',
    header: 'Log loss',
    align: 'end',
    value: (model) => model.metrics.logLoss,
    cell: (model) => model.metrics.logLoss.toFixed(5),
  },
  {
    id: 'gain',
    header: 'Against the best baseline',
    align: 'end',
    hideBelow: 'md',
    value: gain,
    cell: (model) => <Gain value={gain(model)} />,
  },
  {
    id: 'auc',
    header: 'AUC',
    align: 'end',
    hideBelow: 'sm',
    value: (model) => model.metrics.auc,
    cell: (model) => model.metrics.auc?.toFixed(4) ?? '–',
  },
  {
    id: 'calibration',
    header: 'Calibration',
    align: 'end',
    hideBelow: 'md',
    value: (model) => model.metrics.calibrationRatio,
    cell: (model) => model.metrics.calibrationRatio?.toFixed(3) ?? '–',
  },
  {
    id: 'created',
    header: 'Registered',
    align: 'end',
    hideBelow: 'lg',
    value: (model) => model.createdAt.toISOString(),
    cell: (model) => <Instant at={model.createdAt} timeZone="UTC" />,
  },
];

function Gain({ value }: { value: number | null }) {
  if (value === null) return '–';
  return (
    <span className={classNames(value < 0 ? 'text-positive-text' : 'text-danger-text')}>
      {value > 0 ? '+' : ''}
      {(value * 100).toFixed(2)}% loss
    </span>
  );
}
