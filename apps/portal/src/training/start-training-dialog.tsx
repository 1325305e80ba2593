'use client';

import { MODEL_KIND_NAMES, MODEL_KINDS, type ModelKind } from '@placard/contracts';
import {
  Button,
  Dialog,
  Field,
  Form,
  FormRow,
  Input,
  Notice,
  Select,
  Switch,
  toast,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { useForm } from '../form/use-form.ts';
import { kindName } from '../model/names/kind-names.ts';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { AdvancedSettings } from './advanced-settings.tsx';
import { KindChoice } from './kind-choice.tsx';
import { hyperparametersOf, SETTING_DEFAULTS, settingsSchema } from './training-settings.ts';

const FORM_ID = 'start-training';
const EVALUATION = 'evaluation';
const FROM_SCRATCH = 'scratch';
type Market = ApiOutputs['market']['list'][number];

const schema = settingsSchema
  .extend({
    choice: z.enum([EVALUATION, ...MODEL_KINDS]),
    kinds: z.array(z.enum(MODEL_KINDS)),
    seed: z.string().regex(/^\d{1,9}$/, 'A whole number.'),
    warmStartFrom: z.string(),
    promoteIfBetter: z.boolean(),
  })
  .refine(({ choice, kinds }) => choice !== EVALUATION || kinds.length > 0, {
    path: ['kinds'],
    message: 'Choose at least one kind of model.',
  });

export function StartTrainingDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.market.list.queryOptions());
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Start a training run"
      description="One at a time a market. It runs in a process of its own and can be cancelled."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" disabled={!query.data?.length}>
            Start
          </Button>
        </>
      }
    >
      <Loaded query={query} what="markets">
        {(markets) =>
          markets[0] ? (
            <StartForm markets={markets} first={markets[0]} onClose={onClose} />
          ) : (
            <Notice tone="warning">There is no market to train for.</Notice>
          )
        }
      </Loaded>
    </Dialog>
  );
}

function StartForm({
  markets,
  first,
  onClose,
}: {
  markets: readonly Market[];
  first: Market;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const [marketId, setMarketId] = useState(first.id);
  const { data: models = [] } = useQuery(trpc.model.list.queryOptions({ limit: 100 }));
  const form = useForm(
    {
      ...SETTING_DEFAULTS,
      choice: 'dcn-v2' as typeof EVALUATION | ModelKind,
      kinds: ['logistic-regression', 'dcn-v2', 'din', 'boosted-trees'] as ModelKind[],
      seed: '1',
      warmStartFrom: FROM_SCRATCH,
      promoteIfBetter: false,
    },
    schema,
  );
  const start = useAction(trpc.training.start.mutationOptions(), {
    onDone: ({ trainingRunId, enqueued }) => {
      if (!enqueued)
        toast.warning('The queue is away; the worker takes the run up when it is back');
      onClose();
      router.push(`/admin/training/${trainingRunId}`);
    },
    onRefused: form.refuse,
  });
  const { choice, kinds, warmStartFrom } = form.values;
  const isContest = choice === EVALUATION;
  // Weights fit a model of their own kind; trees have none to lend.
  const sources = models.filter(({ kind }) => kind === choice && kind !== 'boosted-trees');
  return (
    <Form
      ref={form.ref}
      id={FORM_ID}
      className="gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const input = form.check();
        if (!input || start.isPending) return;
        const common = {
          ...{ marketId, seed: Number(input.seed) },
          hyperparameters: hyperparametersOf(input),
        };
        const promote = input.promoteIfBetter;
        if (input.choice === EVALUATION) {
          const [modelKind, ...rest] = input.kinds;
          start.mutate({ ...common, modelKind, contest: { rest, promote } });
          return;
        }
        start.mutate({
          ...common,
          ...{ modelKind: input.choice, promoteIfBetter: promote },
          ...(warmStartFrom !== FROM_SCRATCH && { warmStartFrom }),
        });
      }}
    >
      {form.problem && <Notice tone="danger">{form.problem}</Notice>}
      <FormRow>
        <Field label="Market">
          <Select
            options={markets.map((market) => ({ value: market.id, label: market.name }))}
            value={marketId}
            onValueChange={setMarketId}
          />
        </Field>
        <Field label="Model">
          <Select
            options={[
              {
                value: EVALUATION,
                label: 'Let the evaluation pick',
                hint: 'Several kinds in turn; the best whose gates pass serves',
              },
              ...MODEL_KINDS.map((kind) => ({ value: kind, ...MODEL_KIND_NAMES[kind] })),
            ]}
            value={choice}
            onValueChange={(next) => form.set({ choice: next, warmStartFrom: FROM_SCRATCH })}
          />
        </Field>
      </FormRow>
      {isContest ? (
        <KindChoice
          kinds={kinds}
          error={form.errors.kinds}
          onChange={(next) => form.set({ kinds: next })}
        />
      ) : (
        <Field
          label="Start from"
          hint="A version of the same kind and size, of this market or another: useful where there are few clicks."
        >
          <Select
            options={[
              { value: FROM_SCRATCH, label: 'Random weights', hint: 'From scratch: the default' },
              ...sources.map(({ id, kind, stage, marketName, createdAt }) => ({
                value: id as string,
                label: `${kindName(kind)} of ${marketName}, ${stage}`,
                hint: `${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
              })),
            ]}
            value={warmStartFrom}
            onValueChange={(next) => form.set({ warmStartFrom: next })}
          />
        </Field>
      )}
      <Field label="Seed" hint="The same seed gives the same model." error={form.errors.seed}>
        <Input
          inputMode="numeric"
          value={form.values.seed}
          onChange={(event) => form.set({ seed: event.target.value })}
        />
      </Field>
      <AdvancedSettings values={form.values} errors={form.errors} onChange={form.set} />
      <Switch
        label={
          isContest ? 'Promote the best of them at once' : 'Promote it at once when it is better'
        }
        hint={
          isContest
            ? 'Once all are trained, if none of its gates refuses.'
            : 'Than every baseline and the champion, on the later slice.'
        }
        checked={form.values.promoteIfBetter}
        onCheckedChange={(promoteIfBetter) => form.set({ promoteIfBetter })}
      />
    </Form>
  );
}
