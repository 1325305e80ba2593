'use client';

import { SERVING_POLICIES, servingPolicySchema } from '@placard/contracts';
import { Button, Field, Select } from '@placard/ui';
import { useState } from 'react';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { POLICY_NAMES, type Policy } from './policy-names.ts';

const schema = z.object({ policy: servingPolicySchema });

type Market = ApiOutputs['market']['list'][number];

const EXPLAINED: Readonly<Record<Policy, string>> = {
  auto: 'The champion’s best, a share explored; without a champion, Thompson sampling over counts.',
  greedy: 'The highest expected revenue, a share explored in proportion to it.',
  'counts-thompson':
    'Each ad’s clicks and impressions alone: new ads are tried, viewers are all alike.',
  ftrl: 'The model’s rates, moved by every outcome: for tastes that change between trainings.',
  'bayesian-last-layer':
    'The same with doubt: what is uncertain is tried as often as it may be best. Needs few outcomes.',
  'linear-thompson': 'A linear correction of the rates with doubt, sampled.',
  'lin-ucb':
    'A linear correction, doubt counted in favour of an ad; little chance beside the explored share.',
};

export function PolicyControl({ market }: { market: Market }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Policy
      </Button>
      {open && <PolicyDialog market={market} onClose={() => setOpen(false)} />}
    </>
  );
}

function PolicyDialog({ market, onClose }: { market: Market; onClose: () => void }) {
  const trpc = useTRPC();
  const form = useForm({ policy: market.policy }, schema);
  const { policy } = form.values;
  const save = useAction(trpc.market.setPolicy.mutationOptions(), {
    done: 'Policy set',
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title={`Policy of ${market.name}`}
      description="Who of the candidates is shown. Prices are made of mean rates whichever it is."
      submitLabel="Set"
      busy={save.isPending}
      onSubmit={({ policy }) => save.mutate({ marketId: market.id, policy })}
      onClose={onClose}
    >
      <Field label="Policy" hint={EXPLAINED[policy]}>
        <Select
          options={SERVING_POLICIES.map((value) => ({ value, label: POLICY_NAMES[value] }))}
          value={policy}
          onValueChange={(value) => form.set({ policy: value })}
        />
      </Field>
    </FormDialog>
  );
}
