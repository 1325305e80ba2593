'use client';

import {
  MODEL_KIND_NAMES,
  MODEL_KINDS,
  type ModelKind,
  type SearchSpace,
} from '@placard/contracts';
import { Checkbox, Field, FormRow, Input, Notice, Select, toast } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { inOrder, settingName } from '../model/names/setting-names.ts';
import { useAction } from '../query/use-action.ts';
import type { Market } from '../training/each-market.tsx';
import { useTRPC } from '../trpc/client.ts';
import { rangeText } from './range-text.ts';

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'A whole number.')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `From ${least} to ${most}.`);

const schema = z.object({
  marketId: z.custom<Market['id']>(),
  modelKind: z.enum(MODEL_KINDS),
  trials: wholeNumber(3, 300),
  minutes: z.union([z.literal('').transform(() => null), wholeNumber(1, 2_880)]),
  seed: wholeNumber(0, 999_999_999),
  /** Settings that stay as they are. */
  fixed: z.array(z.string()),
});

/** Asks for a search for settings: of which model, over which of them, and for how long. */
export function StartSearchDialog({
  markets,
  onClose,
}: {
  markets: readonly Market[];
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const form = useForm(
    {
      ...{ marketId: markets[0]?.id as Market['id'], modelKind: 'dcn-v2' as ModelKind },
      ...{ trials: '18', minutes: '15', seed: '1', fixed: [] as string[] },
    },
    schema,
  );
  const { values, errors } = form;
  const { data: space } = useQuery(
    trpc.training.searchSpace.queryOptions({ modelKind: values.modelKind }),
  );
  const start = useAction(trpc.training.start.mutationOptions(), {
    onDone: ({ trainingRunId, enqueued }) => {
      if (!enqueued)
        toast.warning('The queue is away; the worker takes the search up when it is back');
      onClose();
      router.push(`/admin/training/${trainingRunId}`);
    },
    onRefused: form.refuse,
  });
  const input = (key: 'trials' | 'minutes' | 'seed') => (
    <Input
      inputMode="numeric"
      value={values[key]}
      onChange={(event) => form.set({ [key]: event.target.value })}
    />
  );
  return (
    <FormDialog
      form={form}
      title="Search for settings"
      description="Many short trainings, compared on rows that none of them learnt from. It makes no model and changes nothing that serves."
      submitLabel="Start the search"
      busy={start.isPending || !space || markets.length === 0}
      onSubmit={({ fixed, trials, minutes, ...rest }) => {
        const chosen = Object.entries(space ?? {}).filter(([name]) => !fixed.includes(name));
        const search = { trials, minutes, space: Object.fromEntries(chosen) };
        start.mutate({ ...rest, search });
      }}
      onClose={onClose}
    >
      {markets.length === 0 && <Notice tone="warning">There is no market to search for.</Notice>}
      <FormRow>
        <Field label="Market">
          <Select
            options={markets.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.marketId}
            onValueChange={(marketId) => form.set({ marketId })}
          />
        </Field>
        <Field label="Model">
          <Select
            options={MODEL_KINDS.map((kind) => ({ value: kind, ...MODEL_KIND_NAMES[kind] }))}
            value={values.modelKind}
            onValueChange={(modelKind) => form.set({ modelKind, fixed: [] })}
          />
        </Field>
      </FormRow>
      <FormRow>
        <Field
          label="Trials"
          hint="Six begin together on an eighth of a training. The best two get three eighths, the best one all of it."
          error={errors.trials}
        >
          {input('trials')}
        </Field>
        <Field
          label="Minutes at most"
          hint="What is known by then stays. Until it ends, the market trains nothing else. Empty: no limit."
          error={errors.minutes}
        >
          {input('minutes')}
        </Field>
      </FormRow>
      <SpaceChoice
        space={space}
        fixed={values.fixed}
        error={errors['search.space']}
        onChange={(fixed) => form.set({ fixed })}
      />
      <Field label="Seed" hint="The same seed tries the same settings." error={errors.seed}>
        {input('seed')}
      </Field>
    </FormDialog>
  );
}

function SpaceChoice({
  space,
  fixed,
  error,
  onChange,
}: {
  space: SearchSpace | undefined;
  fixed: readonly string[];
  error: string | undefined;
  onChange: (fixed: string[]) => void;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Settings to search</legend>
      <div className="grid gap-x-4 gap-y-2.5 sm:grid-cols-2">
        {inOrder(Object.keys(space ?? {})).map((name) => (
          <Checkbox
            key={name}
            label={settingName(name)}
            hint={space?.[name] && rangeText(space[name])}
            checked={!fixed.includes(name)}
            onCheckedChange={(checked) =>
              onChange(checked ? fixed.filter((each) => each !== name) : [...fixed, name])
            }
          />
        ))}
      </div>
      {error && (
        <p role="alert" className="text-xs text-danger-text">
          {error}
        </p>
      )}
      <p className="text-xs text-muted">What is not ticked keeps the model’s own value.</p>
    </fieldset>
  );
}
