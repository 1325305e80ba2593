import type { ModelCard } from '@placard/contracts';
import type { TrainingOutcome } from '../process/messages.ts';
import { TrainingFailed } from '../process/run-training-process.ts';
import { parseMessageLine } from './message-lines.ts';
import type { TrainingRunOptions } from './training-runner.ts';

const TAIL_LINES = 20;

type Listeners = {
  readonly [K in 'onProgress' | 'onLog' | 'onHeartbeat']: TrainingRunOptions[K] | undefined;
};

/** Reads a trainer's output line by line: progress and heartbeats as they come, the outcome at the end. */
export function followMessages({ onProgress, onLog, onHeartbeat }: Listeners) {
  let outcome: TrainingOutcome | undefined;
  const tail: string[] = [];
  const line = (text: string) => {
    onHeartbeat?.();
    const message = parseMessageLine(text);
    if (message === null) {
      tail.push(text);
      if (tail.length > TAIL_LINES) tail.shift();
      onLog?.(text);
    } else if (message.type === 'progress') onProgress?.(message);
    else outcome = message;
  };
  return {
    line,
    outcome: () => outcome,
    tail: () => tail.join('\n'),
    card(): ModelCard {
      if (outcome?.type === 'done') return outcome.card;
      throw new TrainingFailed('the trainer ended without a model');
    },
  };
}
