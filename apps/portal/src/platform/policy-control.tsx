'use client';

import { Button, Dialog, Field, Form, Select } from '@placard/ui';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { POLICY_NAMES, type Policy } from './policy-names.ts';

type Market = ApiOutputs['market']['list'][number];
const FORM_ID = 'policy';

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
  const [policy, setPolicy] = useState<Policy>(market.policy);
  const save = useAction(trpc.market.setPolicy.mutationOptions(), {
    done: 'Policy set',
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="sm"
      title={`Policy of ${market.name}`}
      description="Who of the candidates is shown. Prices are made of mean rates whichever it is."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={save.isPending}>
            Set
          </Button>
        </>
      }
    >
      <Form
        id={FORM_ID}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ marketId: market.id, policy });
        }}
      >
        <Field label="Policy" hint={EXPLAINED[policy]}>
          <Select
            options={(Object.keys(POLICY_NAMES) as Policy[]).map((value) => ({
              value,
              label: POLICY_NAMES[value],
            }))}
            value={policy}
            onValueChange={setPolicy}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
