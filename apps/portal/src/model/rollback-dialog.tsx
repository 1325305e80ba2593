'use client';

import { ConfirmDialog, Field, Select } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

/** Brings the champion before the present one back. */
export function RollbackDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const markets = useQuery(trpc.market.list.queryOptions());
  const [chosen, setChosen] = useState<`mkt_${string}` | null>(null);
  const market = markets.data?.find((each) => each.id === chosen) ?? markets.data?.[0];
  const rollback = useAction(trpc.model.rollback.mutationOptions(), {
    done: 'The earlier champion serves again',
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Roll back the champion?"
      description="The champion before the present one serves within a second; the present one retires."
      confirmLabel="Roll back"
      tone="danger"
      busy={rollback.isPending}
      onConfirm={() => market && rollback.mutate({ marketId: market.id })}
    >
      <Field label="Market">
        <Select
          options={(markets.data ?? []).map((each) => ({ value: each.id, label: each.name }))}
          value={market?.id}
          onValueChange={setChosen}
        />
      </Field>
    </ConfirmDialog>
  );
}
