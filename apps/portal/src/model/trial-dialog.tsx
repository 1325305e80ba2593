'use client';

import { ConfirmDialog, Field, FormRow, Input, Switch } from '@placard/ui';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { refusals } from './gates-card.tsx';
import { isReasoned, OverrideField } from './override-field.tsx';

const WORDS = {
  canary: {
    title: 'Serve this version to a share of viewers?',
    description:
      'The same viewers every time, chosen by hash. A breached guardrail takes it from them by itself.',
    share: 'Share of viewers',
    start: 'Start the canary',
  },
  shadow: {
    title: 'Let this version score unseen?',
    description: 'It scores a share of decisions after their answers. Nobody sees a difference.',
    share: 'Share of decisions',
    start: 'Start the shadow',
  },
} as const;

export function TrialDialog({
  model,
  kind,
  onClose,
}: {
  model: ApiOutputs['model']['get'];
  kind: 'canary' | 'shadow';
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const words = WORDS[kind];
  const [percent, setPercent] = useState(kind === 'canary' ? '5' : '10');
  const [autoPromote, setAutoPromote] = useState(false);
  const [hours, setHours] = useState('24');
  const [impressions, setImpressions] = useState('5000');
  const [reason, setReason] = useState('');
  const refused = kind === 'canary' ? refusals(model.gates) : [];
  const done = { done: `The ${kind} is under way`, onDone: onClose };
  const canary = useAction(trpc.experiment.startCanary.mutationOptions(), done);
  const shadow = useAction(trpc.experiment.startShadow.mutationOptions(), done);
  const action = kind === 'canary' ? canary : shadow;
  const share = Number(percent) / 100;
  const problem = share >= 0.001 && share <= 0.5 ? null : 'From 0.1 to 50.';
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={words.description}
      confirmLabel={words.start}
      busy={action.isPending}
      onConfirm={() => {
        if (problem || !isReasoned(refused, reason)) return;
        action.mutate({
          modelVersionId: model.id,
          share,
          settings: {
            autoPromote,
            promoteAfterHours: Number(hours),
            promoteAfterImpressions: Number(impressions),
          },
          ...(refused.length > 0 && { overrideReason: reason }),
        });
      }}
    >
      <div className="flex flex-col gap-4">
        <Field label={words.share} error={problem}>
          <Input
            inputMode="decimal"
            suffix="%"
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
        </Field>
        {kind === 'canary' && (
          <Switch
            label="Promote it by itself after enough evidence"
            hint="When every guardrail holds and its CTR is at the worst 2 % lower."
            checked={autoPromote}
            onCheckedChange={setAutoPromote}
          />
        )}
        {kind === 'canary' && autoPromote && (
          <FormRow>
            <Field label="Hours at least">
              <Input
                inputMode="numeric"
                value={hours}
                onChange={(event) => setHours(event.target.value)}
              />
            </Field>
            <Field label="Impressions at least">
              <Input
                inputMode="numeric"
                value={impressions}
                onChange={(event) => setImpressions(event.target.value)}
              />
            </Field>
          </FormRow>
        )}
        <OverrideField refused={refused} reason={reason} onReason={setReason} />
      </div>
    </ConfirmDialog>
  );
}
