'use client';

import {
  Button,
  Card,
  ConfirmDialog,
  Facts,
  Instant,
  Notice,
  PageHeader,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { ModelCardView } from './model-card-view.tsx';

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
  const [promoting, setPromoting] = useState(false);
  const promote = useAction(trpc.model.promote.mutationOptions(), {
    done: 'Promoted; it serves within a second',
    onDone: () => setPromoting(false),
  });
  const worse = beatenBy(model);
  return (
    <>
      <PageHeader
        title={`${model.kind} for ${model.marketName}`}
        badge={<StatusBadge status={model.stage} />}
        description={model.id}
        link={Link}
        breadcrumbs={[{ label: 'Models', href: '/admin/models' }]}
        actions={
          model.stage !== 'champion' && (
            <Button variant="primary" onClick={() => setPromoting(true)}>
              <Rocket aria-hidden="true" />
              Promote
            </Button>
          )
        }
      />
      {worse.length > 0 && (
        <Notice tone="warning" title="Not better than every baseline">
          Its log loss is above that of {worse.join(' and ')}.
        </Notice>
      )}
      <ModelCardView card={model.card} />
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
      <ConfirmDialog
        open={promoting}
        onOpenChange={setPromoting}
        title="Promote this version?"
        description={`It becomes the champion of ${model.marketName} and ranks all its decisions within a second. The present champion retires; rolling back brings it again.`}
        confirmLabel="Promote"
        tone={worse.length > 0 ? 'danger' : 'primary'}
        busy={promote.isPending}
        onConfirm={() => promote.mutate({ modelVersionId: model.id })}
      >
        {worse.length > 0 && (
          <Notice tone="warning">Its log loss is above that of {worse.join(' and ')}.</Notice>
        )}
      </ConfirmDialog>
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

function beatenBy({ card }: Model): string[] {
  return Object.entries(card.baselines)
    .filter(([, baseline]) => baseline.logLoss <= card.metrics.logLoss)
    .map(([name]) => name);
}
