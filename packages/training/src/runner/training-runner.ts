import type { ModelCard } from '@placard/contracts';
import type { TrainingProgressMessage, TrainingSpec } from '../process/messages.ts';

export interface TrainingRunOptions {
  readonly spec: TrainingSpec;
  /** Names what is started, so that a second start of the same run finds it: a training run's id. */
  readonly runId: string;
  readonly onProgress?: (message: TrainingProgressMessage) => void;
  /** Lines that are no message: a library's words, a traceback. */
  readonly onLog?: (line: string) => void;
  /** The runner has seen that what it started still lives. */
  readonly onHeartbeat?: () => void;
  /** Aborting keeps the checkpoint and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Where training runs: a process here, a container, a job on a cluster. Resolves with the card once
 * the artefact's files lie in the spec's folder; rejects with TrainingFailed, and the same spec goes
 * on from the checkpoint that the spec names.
 */
export interface TrainingRunner {
  readonly run: (options: TrainingRunOptions) => Promise<ModelCard>;
}
