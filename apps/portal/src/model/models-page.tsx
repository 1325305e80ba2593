'use client';

import {
  Badge,
  Button,
  Card,
  Checkbox,
  classNames,
  type DataColumn,
  DataTable,
  EmptyState,
  formatCount,
  Instant,
  Notice,
  PageHeader,
  Select,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { BrainCircuit, GitCompareArrows, Undo2 } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { RANKINGS, type RankingId, sortedBy } from './compare/leaderboard.ts';
import { kindName } from './names/kind-names.ts';
import { RollbackDialog } from './rollback-dialog.tsx';

export type ModelRow = ApiOutputs['model']['list'][number];

export function ModelsPage() {
  const trpc = useTRPC();
  const pages = useCursorPages(25);
  const [marketId, setMarketId] = useState('');
  const [ranking, setRanking] = useState<RankingId>('newest');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { data: markets = [] } = useQuery(trpc.market.list.queryOptions());
  const query = useQuery(
    trpc.model.list.queryOptions({
      ...pages.input,
      // A leaderboard ranks a market's versions among themselves: all of them, not a page.
      ...(marketId ? { marketId: marketId as `mkt_${string}`, limit: 100 } : {}),
    }),
  );
  const selection = selectColumn(chosen, setChosen);
  const [rollingBack, setRollingBack] = useState(false);
  return (
    <>
      <PageHeader
        title="Models"
        description="The registry: immutable versions, and which one serves."
        actions={
          <>
            {chosen.length > 1 && (
              <Button asChild variant="primary">
                <NextLink href={`/admin/models/compare?ids=${chosen.join(',')}`}>
                  <GitCompareArrows aria-hidden="true" />
                  Compare {chosen.length}
                </NextLink>
              </Button>
            )}
            <Button onClick={() => setRollingBack(true)}>
              <Undo2 aria-hidden="true" />
              Roll back
            </Button>
          </>
        }
      />
      <RolledBackNotice />
      <Card flush>
        <Loaded query={query} what="models">
          {(models) => (
            <>
              <DataTable
                label="Model versions"
                key={ranking}
                columns={[selection, ...COLUMNS]}
                rows={sortedBy(ranking, models)}
                rowId={(model) => model.id}
                csvFileName="models.csv"
                noun="versions"
                pageSize={100}
                toolbar={
                  <>
                    <Select
                      aria-label="Market"
                      size="sm"
                      className="w-44"
                      options={[
                        { value: ALL, label: 'All markets' },
                        ...markets.map(({ id, name }) => ({ value: id as string, label: name })),
                      ]}
                      value={marketId || ALL}
                      onValueChange={(next) => setMarketId(next === ALL ? '' : next)}
                    />
                    <Select
                      aria-label="Rank by"
                      size="sm"
                      className="w-52"
                      options={RANKINGS.map(({ id, label }) => ({ value: id, label }))}
                      value={ranking}
                      onValueChange={setRanking}
                    />
                  </>
                }
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

const ALL = 'all';

/** A box a row; two or more chosen versions can be compared. */
function selectColumn(
  chosen: readonly string[],
  setChosen: (chosen: readonly string[]) => void,
): DataColumn<ModelRow> {
  return {
    id: 'chosen',
    header: 'Compare',
    cell: ({ id, kind, createdAt }) => (
      <Checkbox
        hideLabel
        label={`Compare ${kindName(kind)} of ${createdAt.toISOString().slice(0, 16)}`}
        checked={chosen.includes(id)}
        onCheckedChange={(checked) =>
          setChosen(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
        }
      />
    ),
  };
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
    value: (model) => kindName(model.kind),
    cell: (model) => (
      <span className="flex min-w-32 flex-col">
        <NextLink href={`/admin/models/${model.id}`} className="font-medium hover:underline">
          {kindName(model.kind)}
        </NextLink>
        <span className="text-xs text-muted">{model.marketName}</span>
        <span className="text-xs text-muted">
          <Instant at={model.createdAt} timeZone="UTC" />
        </span>
      </span>
    ),
  },
  {
    id: 'stage',
    header: 'Stage',
    value: (model) => model.stage,
    cell: (model) => (
      <span className="flex flex-col items-start gap-1.5">
        <StatusBadge status={model.stage} />
        {model.refusedBy !== null && model.refusedBy.length > 0 && (
          <Badge tone="warning">refused: {model.refusedBy.join(', ')}</Badge>
        )}
      </span>
    ),
  },
  {
    id: 'logLoss',
    header: 'Log loss',
    align: 'end',
    value: (model) => model.metrics.logLoss,
    cell: (model) => (
      <Estimate value={model.metrics.logLoss} interval={model.intervals?.logLoss} digits={5} />
    ),
  },
  {
    id: 'gain',
    header: 'Against baseline',
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
    cell: (model) => (
      <Estimate value={model.metrics.auc} interval={model.intervals?.auc} digits={4} />
    ),
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
    id: 'parameters',
    header: 'Parameters',
    align: 'end',
    hideBelow: 'lg',
    value: (model) => model.parameterCount,
    cell: (model) => formatCount(model.parameterCount, { compact: true }),
  },
  {
    id: 'took',
    header: 'Training',
    csvHeader: 'Training (s)',
    align: 'end',
    hideBelow: 'lg',
    value: (model) => Number((model.durationMs / 1000).toFixed(1)),
    cell: (model) => `${(model.durationMs / 1000).toFixed(1)} s`,
  },
];

/** A figure over its 95 % interval. */
function Estimate({
  value,
  interval,
  digits,
}: {
  value: number | null;
  interval: { from: number; to: number } | null | undefined;
  digits: number;
}) {
  if (value === null) return '–';
  return (
    <span className="flex flex-col">
      {value.toFixed(digits)}
      {interval && (
        <span className="text-xs text-muted">
          {interval.from.toFixed(digits)}–{interval.to.toFixed(digits)}
        </span>
      )}
    </span>
  );
}

function Gain({ value }: { value: number | null }) {
  if (value === null) return '–';
  return (
    <span className={classNames(value < 0 ? 'text-positive-text' : 'text-danger-text')}>
      {value > 0 ? '+' : ''}
      {(value * 100).toFixed(2)}% loss
    </span>
  );
}
