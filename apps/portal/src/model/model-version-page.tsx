'use client';

import { Card, Facts, Instant, Notice, PageHeader, StatusBadge } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import NextLink from 'next/link';
import { Loaded } from '../query/loaded.tsx';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { ExportLinks } from './card-export/export-links.tsx';
import { DriftCard } from './drift-card.tsx';
import { GatesCard, refusals } from './gates-card.tsx';
import { LineageFacts } from './lineage-facts.tsx';
import { ModelCardView } from './model-card-view.tsx';
import { kindName } from './names/kind-names.ts';
import { OnlineCalibrationCard } from './online-calibration-card.tsx';
import { StageActions } from './stage-actions.tsx';
import { TrialCard } from './trial-card.tsx';

type Model = ApiOutputs['model']['get'];

export function ModelVersionPage({ modelVersionId }: { modelVersionId: `mdl_${string}` }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.model.get.queryOptions({ modelVersionId }));
  return (
    <Loaded query={query} what="model" isPage>
      {(model) => <ModelView model={model} />}
    </Loaded>
  );
}

function ModelView({ model }: { model: Model }) {
  const trpc = useTRPC();
  const { data: trials = [], isSuccess } = useQuery(
    trpc.experiment.list.queryOptions(
      { modelVersionId: model.id },
      {
        refetchInterval: ({ state }) =>
          state.data?.some(({ status }) => status === 'running') ? 5_000 : false,
      },
    ),
  );
  const running = trials.find(({ status }) => status === 'running');
  const rolledBack = trials[0]?.status === 'rolled-back' ? trials[0] : undefined;
  const refused = refusals(model.gates);
  return (
    <>
      <PageHeader
        title={`${kindName(model.kind)} for ${model.marketName}`}
        badge={<StatusBadge status={model.stage} />}
        description={model.id}
        link={Link}
        breadcrumbs={[{ label: 'Models', href: '/admin/models' }]}
        actions={
          <>
            <ExportLinks modelVersionId={model.id} />
            {isSuccess && <StageActions model={model} trial={running} />}
          </>
        }
      />
      {rolledBack && (
        <Notice tone="danger" title="Rolled back by itself">
          {rolledBack.reason}
        </Notice>
      )}
      {refused.length > 0 && model.stage !== 'champion' && (
        <Notice tone="warning" title="Refused by its gates">
          {refused.length === 1 ? 'The gate of ' : 'The gates of '}
          {refused.join(', ')} {refused.length === 1 ? 'speaks' : 'speak'} against it: the reasons
          are below. Serving it all the same needs a written one.
        </Notice>
      )}
      <GatesCard gates={model.gates} />
      {trials.map((trial) => (
        <TrialCard key={trial.id} trial={trial} />
      ))}
      <OnlineCalibrationCard
        marketId={model.marketId as `mkt_${string}`}
        modelVersionId={model.id}
      />
      <DriftCard modelVersionId={model.id} />
      <ModelCardView card={model.card} />
      <div className="grid items-start gap-6 xl:grid-cols-2">
        {model.lineage && (
          <Card title="Lineage" description="With the same of everything, training makes it again.">
            <LineageFacts lineage={model.lineage} />
          </Card>
        )}
        <Card
          title="Artefact"
          description="Named by content; the golden scores are checked at every load."
        >
          <Facts
            items={[
              { label: 'Registered', value: <Instant at={model.createdAt} timeZone="UTC" /> },
              ...(model.promotedAt
                ? [{ label: 'Promoted', value: <Instant at={model.promotedAt} timeZone="UTC" /> }]
                : []),
              ...(model.trainingRunId
                ? [{ label: 'Training run', value: <RunLink id={model.trainingRunId} /> }]
                : []),
              ...Object.entries(model.manifest).map(([label, digest]) => ({
                label,
                value: <code className="font-mono text-xs">{digest.slice(0, 16)}…</code>,
              })),
            ]}
          />
        </Card>
      </div>
    </>
  );
}

function RunLink({ id }: { id: string }) {
  return (
    <NextLink href={`/admin/training/${id}`} className="text-accent-text hover:underline">
      {id}
    </NextLink>
  );
}
