'use client';

import { Button, ConfirmDialog } from '@placard/ui';
import { CircleStop, FlaskConical, Ghost, Rocket } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { refusals } from './gates-card.tsx';
import { isReasoned, OverrideField } from './override-field.tsx';
import { TrialDialog } from './trial-dialog.tsx';

type Model = ApiOutputs['model']['get'];
type Trial = ApiOutputs['experiment']['list'][number];

/** What may happen to a version at its stage; each is asked about first. */
export function StageActions({ model, trial }: { model: Model; trial: Trial | undefined }) {
  const [open, setOpen] = useState<'promote' | 'canary' | 'shadow' | 'stop' | null>(null);
  const close = () => setOpen(null);
  if (model.stage === 'champion') return null;
  return (
    <>
      {trial && (
        <Button onClick={() => setOpen('stop')}>
          <CircleStop aria-hidden="true" />
          Stop the {trial.kind}
        </Button>
      )}
      {!trial && (
        <Button onClick={() => setOpen('shadow')}>
          <Ghost aria-hidden="true" />
          Shadow
        </Button>
      )}
      {trial?.kind !== 'canary' && (
        <Button onClick={() => setOpen('canary')}>
          <FlaskConical aria-hidden="true" />
          Canary
        </Button>
      )}
      <Button variant="primary" onClick={() => setOpen('promote')}>
        <Rocket aria-hidden="true" />
        Promote
      </Button>
      {open === 'promote' && <PromoteDialog model={model} onClose={close} />}
      {open === 'stop' && trial && <StopDialog trial={trial} onClose={close} />}
      {(open === 'canary' || open === 'shadow') && (
        <TrialDialog model={model} kind={open} onClose={close} />
      )}
    </>
  );
}

function PromoteDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const refused = refusals(model.gates);
  const promote = useAction(trpc.model.promote.mutationOptions(), {
    done: 'Promoted; it serves within a second',
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Promote this version?"
      description={`It becomes the champion of ${model.marketName} and ranks all its decisions within a second. The present champion retires; rolling back brings it again.`}
      confirmLabel="Promote"
      tone={refused.length > 0 ? 'danger' : 'primary'}
      busy={promote.isPending}
      onConfirm={() => {
        if (!isReasoned(refused, reason)) return;
        promote.mutate({
          modelVersionId: model.id,
          ...(refused.length > 0 && { overrideReason: reason }),
        });
      }}
    >
      <OverrideField refused={refused} reason={reason} onReason={setReason} />
    </ConfirmDialog>
  );
}

function StopDialog({ trial, onClose }: { trial: Trial; onClose: () => void }) {
  const trpc = useTRPC();
  const stop = useAction(trpc.experiment.stop.mutationOptions(), {
    done: 'Stopped; the version is a candidate again',
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Stop the ${trial.kind}?`}
      description="The champion serves everybody again within a second. What was measured stays."
      confirmLabel="Stop"
      tone="danger"
      busy={stop.isPending}
      onConfirm={() => stop.mutate({ experimentId: trial.id })}
    />
  );
}
