'use client';

import { Button, Field, Textarea } from '@placard/ui';
import { z } from 'zod';
import { FormDialog } from '../form/form-dialog.tsx';
import { useForm } from '../form/use-form.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

const REASONS = [
  'The text cannot be read at this size.',
  'The landing page does not show what the ad promises.',
  'The image is not clear enough.',
  'This may not be advertised here.',
];
const schema = z.object({ reason: z.string().trim().min(3, 'Say why.').max(500) });

export function RejectDialog({
  version,
  onClose,
  onRejected,
}: {
  version: { creativeVersionId: `crv_${string}`; name: string };
  onClose: () => void;
  onRejected?: () => void;
}) {
  const trpc = useTRPC();
  const form = useForm({ reason: '' }, schema);
  const reject = useAction(trpc.review.reject.mutationOptions(), {
    done: 'Rejected; its owner reads the reason',
    onDone: () => {
      onRejected?.();
      onClose();
    },
    onRefused: form.refuse,
  });
  return (
    <FormDialog
      form={form}
      title={`Reject ${version.name}`}
      description="The advertiser reads the reason. If it serves, it stops within a second."
      submitLabel="Reject"
      tone="danger"
      busy={reject.isPending}
      onSubmit={(input) => {
        reject.mutate({ creativeVersionId: version.creativeVersionId, reason: input.reason });
      }}
      onClose={onClose}
    >
      <Field label="Reason" error={form.errors.reason} required>
        <Textarea
          rows={3}
          maxLength={500}
          value={form.values.reason}
          onChange={(event) => form.set({ reason: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap gap-1.5">
        {REASONS.map((reason) => (
          <Button key={reason} size="sm" onClick={() => form.set({ reason })}>
            {reason}
          </Button>
        ))}
      </div>
    </FormDialog>
  );
}
