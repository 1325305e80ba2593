import { setTimeout as delay } from 'node:timers/promises';
import type { TrainingRequest } from '@placard/contracts';
import type { Id } from '@placard/domain';
import { getTrainingRun, type ServiceContext, startTraining } from '@placard/services';

const POLL_MS = 250;

export type TrainingProgress = {
  readonly status: string;
  /** Share done, in [0, 1]. */
  readonly progress: number;
  readonly message: string;
};

/**
 * Asks for a training run through the service and the queue and waits for its model version.
 * @throws Error with the run's own reason when it fails or is cancelled.
 */
export async function trainAndWait(
  ctx: ServiceContext,
  marketId: Id<'mkt'>,
  request: Partial<TrainingRequest>,
  onProgress: (progress: TrainingProgress) => void = () => {},
): Promise<Id<'mdl'>> {
  const { trainingRunId } = await startTraining({ ctx, input: { marketId, ...request } });
  for (let last = ''; ; await delay(POLL_MS)) {
    const run = await getTrainingRun({ ctx, input: { trainingRunId } });
    const { status, progress, message } = run;
    const now = `${status} ${progress} ${message}`;
    if (now !== last) onProgress({ status, progress, message });
    last = now;
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`the training run ${status}: ${run.error ?? message}`);
    }
    if (status === 'succeeded') {
      if (!run.modelVersionId) throw new Error('the training run left no model version');
      return run.modelVersionId;
    }
  }
}
