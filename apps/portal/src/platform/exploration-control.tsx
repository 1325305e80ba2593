'use client';

import { Button, Field, Input } from '@placard/ui';
import { useState } from 'react';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Market = ApiOutputs['market']['list'][number];

const schema = z.object({
  percent: z
    .string()
    .refine((text) => /^\d{1,3}(\.\d+)?$/.test(text.trim()) && Number(text) <= 100, {
      message: 'A share from 0 to 100.',
    }),
});

export function ExplorationControl({ market }: { market: Market }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Exploration
      </Button>
      {open && <ExplorationDialog market={market} onClose={() => setOpen(false)} />}
    </>
  );
}

function ExplorationDialog({ market, onClose }: { market: Market; onClose: () => void }) {
  const trpc = useTRPC();
  const form = useForm({ percent: String(Number((market.exploration * 100).toFixed(4))) }, schema);
  const save = useAction(trpc.market.setExploration.mutationOptions(), {
    done: 'Exploration set',
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title={`Exploration of ${market.name}`}
      description="The share of decisions that are not greedy. Models learn from these; revenue pays for them."
      submitLabel="Set"
      busy={save.isPending}
      onSubmit={({ percent }) =>
        save.mutate({ marketId: market.id, exploration: Number(percent) / 100 })
      }
      onClose={onClose}
    >
      <Field label="Share" error={form.errors.percent} required>
        <Input
          inputMode="decimal"
          suffix="%"
          value={form.values.percent}
          onChange={(event) => form.set({ percent: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
