'use client';

import { Button, Dialog, Field, Form, formatMoney, Input, MoneyInput, Notice } from '@placard/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { Advertiser } from '../advertiser/advertiser-provider.tsx';
import { requiredMicros } from '../form/required-micros.ts';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

const FORM_ID = 'top-up';
const AMOUNTS = [100, 500, 1000];
const schema = z.object({ amountMicros: requiredMicros(), memo: z.string().max(200) });

export function TopUpDialog({
  advertiser,
  onClose,
}: {
  advertiser: Pick<Advertiser, 'id' | 'name' | 'currency'>;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm({ amountMicros: null as number | null, memo: '' }, schema);
  // The same key for each try of this dialog: a lost answer does not move the money twice.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const topUp = useAction(trpc.wallet.topUp.mutationOptions(), {
    done: ({ balanceMicros, currency }) =>
      `Topped up; the balance is ${formatMoney(balanceMicros, { currency })}`,
    onDone: onClose,
    onRefused: form.refuse,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Top up the wallet"
      description={`Of ${advertiser.name}. Campaigns that waited for money serve within a second.`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM_ID} variant="primary" busy={topUp.isPending}>
            Top up
          </Button>
        </>
      }
    >
      <Form
        ref={form.ref}
        id={FORM_ID}
        className="gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const input = form.check();
          if (input) topUp.mutate({ advertiserId: advertiser.id, ...input, idempotencyKey });
        }}
      >
        {form.problem && <Notice tone="danger">{form.problem}</Notice>}
        <div className="flex gap-2">
          {AMOUNTS.map((amount) => (
            <Button key={amount} onClick={() => form.set({ amountMicros: amount * 1_000_000 })}>
              {formatMoney(amount * 1_000_000, { currency: advertiser.currency, style: 'compact' })}
            </Button>
          ))}
        </div>
        <Field label="Amount" error={form.errors.amountMicros} required>
          <MoneyInput
            currency={advertiser.currency}
            micros={form.values.amountMicros}
            onMicrosChange={(amountMicros) => form.set({ amountMicros })}
          />
        </Field>
        <Field label="Note" error={form.errors.memo} optional>
          <Input
            value={form.values.memo}
            maxLength={200}
            onChange={(event) => form.set({ memo: event.target.value })}
          />
        </Field>
      </Form>
    </Dialog>
  );
}
