'use client';

import { Button, Field, formatMoney, Input, MoneyInput } from '@placard/ui';
import { useState } from 'react';
import { z } from 'zod';
import type { Advertiser } from '../advertiser/advertiser-provider.tsx';
import { FormDialog } from '../form/form-dialog.tsx';
import { requiredMicros } from '../form/required-micros.ts';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

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
    <FormDialog
      form={form}
      title="Top up the wallet"
      description={`Of ${advertiser.name}. Campaigns that waited for money serve within a second.`}
      submitLabel="Top up"
      busy={topUp.isPending}
      onSubmit={(input) => {
        topUp.mutate({ advertiserId: advertiser.id, ...input, idempotencyKey });
      }}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
