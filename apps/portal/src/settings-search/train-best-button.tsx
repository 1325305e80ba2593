'use client';

import { Button, ConfirmDialog, toast } from '@placard/ui';
import { Play } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

/** Starts a whole run with the settings that the search found best. */
export function TrainBestButton({ trainingRunId }: { trainingRunId: `run_${string}` }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const start = useAction(trpc.training.trainBest.mutationOptions(), {
    onDone: (run) => {
      if (!run.enqueued)
        toast.warning('The queue is away; the worker takes the run up when it is back');
      setAsking(false);
      router.push(`/admin/training/${run.trainingRunId}`);
    },
  });
  return (
    <>
      <Button variant="primary" onClick={() => setAsking(true)}>
        <Play aria-hidden="true" />
        Train with the best settings
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Train with the best settings?"
        description="A whole run on all decisions of the market. Its gates judge it like any other, and it stays a candidate."
        confirmLabel="Start the run"
        busy={start.isPending}
        onConfirm={() => start.mutate({ trainingRunId })}
      />
    </>
  );
}
