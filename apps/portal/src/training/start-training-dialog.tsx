'use client';

import { hyperparametersSchema, MODEL_KINDS, type ModelKind } from '@placard/contracts';
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
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

const FORM_ID = 'start-training';
const DEFAULTS = hyperparametersSchema.parse({});
type Market = ApiOutputs['market']['list'][number];

const KIND_NAMES: Record<ModelKind, { label: string; hint: string }> = {
  'dcn-v2': { label: 'DCN-v2', hint: 'Deep and cross network: the default' },
  deepfm: { label: 'DeepFM', hint: 'Factorisation machine with a deep part' },
  'logistic-regression': { label: 'Logistic regression', hint: 'Linear, fast, a baseline' },
  fm: { label: 'FM', hint: 'Factorisation machine: every pair of features' },
  ffm: { label: 'FFM', hint: 'Field-aware factorisation machine' },
  dnn: { label: 'DNN', hint: 'A deep network alone' },
  'wide-and-deep': { label: 'Wide & Deep', hint: 'Linear weights beside a deep network' },
  autoint: { label: 'AutoInt', hint: 'Attention between features' },
  neumf: { label: 'NeuMF', hint: 'Matrix factorisation with a deep part' },
  'final-mlp': { label: 'FinalMLP', hint: 'Two gated networks, fused' },
  esmm: { label: 'ESMM', hint: 'Click and conversion, two towers' },
  mmoe: { label: 'MMoE', hint: 'Click and conversion, shared experts' },
  'boosted-trees': { label: 'Boosted trees', hint: 'Over smoothed rates, in seconds' },
  'dcn-v2-mix': { label: 'DCN-v2 mixture', hint: 'Low-rank crosses, cheaper when wide' },
  din: { label: 'DIN', hint: 'What in the history bears on the ad at hand' },
  rnn: { label: 'RNN', hint: 'Reads the history in order' },
  lstm: { label: 'LSTM', hint: 'Reads a long history in order' },
  gru: { label: 'GRU', hint: 'Reads the history in order, lighter than LSTM' },
  'behaviour-sequence-transformer': {
    label: 'BST',
    hint: 'Transformer over the history and the ad',
  },
  'text-cnn-lstm': { label: 'CNN + LSTM', hint: 'Phrases of the page and of past interests' },
  'multi-interest': { label: 'Multi-interest', hint: 'Several interests a viewer' },
};

const whole = (message: string) => z.string().regex(/^[1-9]\d{0,4}$/, message);
const schema = z.object({
  modelKind: z.enum(MODEL_KINDS),
  seed: z.string().regex(/^\d{1,9}$/, 'A whole number.'),
  epochs: whole('From 1.'),
  batchSize: whole('From 1.'),
  learningRate: z
    .string()
    .refine((text) => Number(text) > 0 && Number(text) < 1, 'Between 0 and 1.'),
  promoteIfBetter: z.boolean(),
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
  const form = useForm(
    {
      modelKind: 'dcn-v2' as ModelKind,
      seed: '1',
      epochs: String(DEFAULTS.epochs),
      batchSize: String(DEFAULTS.batchSize),
      learningRate: String(DEFAULTS.learningRate),
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
  return (
    <Form
      ref={form.ref}
      id={FORM_ID}
      className="gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const input = form.check();
        if (!input || start.isPending) return;
        start.mutate({
          marketId,
          modelKind: input.modelKind,
          seed: Number(input.seed),
          promoteIfBetter: input.promoteIfBetter,
          hyperparameters: {
            epochs: Number(input.epochs),
            batchSize: Number(input.batchSize),
            learningRate: Number(input.learningRate),
          },
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
            options={MODEL_KINDS.map((kind) => ({ value: kind, ...KIND_NAMES[kind] }))}
            value={form.values.modelKind}
            onValueChange={(modelKind) => form.set({ modelKind })}
          />
        </Field>
      </FormRow>
      <FormRow>
        <Field
          label="Epochs at most"
          hint="It stops early when nothing improves."
          error={form.errors.epochs}
        >
          <Input
            inputMode="numeric"
            value={form.values.epochs}
            onChange={(event) => form.set({ epochs: event.target.value })}
          />
        </Field>
        <Field label="Batch size" error={form.errors.batchSize}>
          <Input
            inputMode="numeric"
            value={form.values.batchSize}
            onChange={(event) => form.set({ batchSize: event.target.value })}
          />
        </Field>
        <Field label="Learning rate" error={form.errors.learningRate}>
          <Input
            inputMode="decimal"
            value={form.values.learningRate}
            onChange={(event) => form.set({ learningRate: event.target.value })}
          />
        </Field>
        <Field label="Seed" hint="The same seed gives the same model." error={form.errors.seed}>
          <Input
            inputMode="numeric"
            value={form.values.seed}
            onChange={(event) => form.set({ seed: event.target.value })}
          />
        </Field>
      </FormRow>
      <Switch
        label="Promote it at once when it is better"
        hint="Than every baseline and the champion, on the later slice."
        checked={form.values.promoteIfBetter}
        onCheckedChange={(promoteIfBetter) => form.set({ promoteIfBetter })}
      />
    </Form>
  );
}
