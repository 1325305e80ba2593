'use client';

import { Button, Card, EmptyState, Notice, Progress as ProgressBar, Select } from '@placard/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { kindName } from '../../model/names/kind-names.ts';
import { Loaded } from '../../query/loaded.tsx';
import { messageOf } from '../../query/problem.ts';
import { useTRPC } from '../../trpc/client.ts';
import type { ApiOutputs } from '../../trpc/outputs.ts';
import type { DecisionDetail } from '../decision-page.tsx';
import { AttentionView } from './attention-view.tsx';
import { ContrastView } from './contrast-view.tsx';
import { ExplanationView } from './explanation-view.tsx';

export type Explanation = ApiOutputs['explanation']['get'][number];
type Version = ApiOutputs['model']['list'][number];

const isUnderWay = ({ status }: Explanation) => status === 'queued' || status === 'running';

/** What models make of this decision: asked of a worker, a version at a time, and two of them contrasted. */
export function ModelExplanationCard({ decision }: { decision: DecisionDetail }) {
  const trpc = useTRPC();
  const versions = useQuery(
    trpc.model.list.queryOptions({ marketId: decision.marketId as `mkt_${string}`, limit: 50 }),
  );
  const explanations = useQuery(
    trpc.explanation.get.queryOptions(
      { decisionId: decision.id },
      { refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? 1_000 : false) },
    ),
  );
  return (
    <Card
      title="Explain by the model"
      description="What each feature adds to the prediction, and where two models part."
    >
      <Loaded query={versions} what="models">
        {(models) =>
          models.length === 0 ? (
            <EmptyState
              title="No models yet"
              description="Posterior-mean rates predicted this; they go by the ad alone."
            />
          ) : (
            <Loaded query={explanations} what="explanations">
              {(asked) => <Panel decision={decision} models={models} asked={asked} />}
            </Loaded>
          )
        }
      </Loaded>
    </Card>
  );
}

function Panel({
  decision,
  models,
  asked,
}: {
  decision: DecisionDetail;
  models: readonly Version[];
  asked: readonly Explanation[];
}) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { predictor } = decision;
  const champion = models.find(({ stage }) => stage === 'champion');
  const decider = predictor.kind === 'model' ? predictor.modelVersionId : undefined;
  const [firstId, setFirst] = useState<string>(
    models.find(({ id }) => id === decider)?.id ?? champion?.id ?? models[0]?.id ?? '',
  );
  const [secondId, setSecond] = useState<string>('');
  const request = useMutation(
    trpc.explanation.request.mutationOptions({
      onSuccess: () =>
        client.invalidateQueries(trpc.explanation.get.queryFilter({ decisionId: decision.id })),
    }),
  );
  const ask = (modelVersionId: string) =>
    request.mutate({
      decisionId: decision.id,
      modelVersionId: modelVersionId as `mdl_${string}`,
    });
  const of = (id: string) => asked.find(({ modelVersionId }) => modelVersionId === id);
  const [first, second] = [of(firstId), of(secondId)];
  const options = models.map(({ id, kind, stage, createdAt }) => ({
    value: id as string,
    label: `${kindName(kind)}, ${stage}`,
    hint: `${createdAt.toISOString().slice(0, 16).replace('T', ' ')}${id === decider ? ', made this decision' : ''}`,
  }));
  const parts = [
    { label: 'Model', id: firstId, choose: setFirst, found: first, options },
    {
      label: 'Contrast with',
      id: secondId,
      choose: setSecond,
      found: second,
      options: options.filter(({ value }) => value !== firstId),
    },
  ];
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 md:grid-cols-2">
        {parts.map(({ label, id, choose, found, options: choices }) => (
          <div key={label} className="flex flex-col gap-2">
            <div className="flex items-center gap-2">
              <Select
                aria-label={label}
                placeholder={choices.length > 0 ? `${label}…` : 'No other version'}
                options={choices}
                value={id || null}
                onValueChange={choose}
                disabled={choices.length === 0}
              />
              {id && (!found || found.status === 'failed') && (
                <Button
                  variant="primary"
                  busy={request.isPending && request.variables?.modelVersionId === id}
                  onClick={() => ask(id)}
                >
                  {found ? 'Try again' : 'Explain'}
                </Button>
              )}
            </div>
            <Progress found={found} />
          </div>
        ))}
      </div>
      {request.error && (
        <Notice tone="danger" title="The explanation could not be asked for">
          {messageOf(request.error)}
        </Notice>
      )}
      {request.data?.enqueued === false && (
        <Notice tone="warning" title="The queue is away">
          The explanation starts by itself once a worker is back.
        </Notice>
      )}
      {first?.result && <ExplanationView explanation={first.result} decision={decision} />}
      {[first, second].map(
        (one, place) =>
          one?.result && (
            <Attention key={place} result={one.result} modelName={kindName(one.modelKind)} />
          ),
      )}
      {first?.result && second?.result && firstId !== secondId && (
        <ContrastView
          first={{ name: `${kindName(first.modelKind)} (${first.stage})`, result: first.result }}
          second={{
            name: `${kindName(second.modelKind)} (${second.stage})`,
            result: second.result,
          }}
        />
      )}
    </div>
  );
}

function Progress({ found }: { found: Explanation | undefined }) {
  if (found?.status === 'failed') {
    return (
      <Notice tone="danger" title="It could not be explained">
        {found.error}
      </Notice>
    );
  }
  if (!found || !isUnderWay(found)) return null;
  const isQueued = found.status === 'queued';
  return (
    <div role="status">
      <ProgressBar
        label={isQueued ? 'Waiting for a worker…' : 'A worker is scoring variations of it…'}
        ratio={found.progress}
      />
    </div>
  );
}

/** Nothing for a model without attention. */
function Attention({
  result,
  modelName,
}: {
  result: NonNullable<Explanation['result']>;
  modelName: string;
}) {
  if (result.attentionProblem) {
    return (
      <Notice tone="warning" title={`${modelName} does not show its attention`}>
        {result.attentionProblem}
      </Notice>
    );
  }
  if (!result.attention?.length) return null;
  return <AttentionView maps={result.attention} modelName={modelName} />;
}
