import type { LearningRateSchedule } from '@placard/contracts';

const WARM_UP_SHARE = 0.1;
/** What each epoch without improvement multiplies the rates by: until one improves, and for good. */
export const PLATEAU_FACTOR = 0.3;
export const STEP_DOWN_FACTOR = 0.1;
/** Where a cosine ends: at 0 its last steps would be wasted. */
const COSINE_FLOOR = 0.01;

export interface ScheduleAt {
  /** Counts from 1, over the run. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
  /** The last ones in a row, and all of the run. */
  readonly epochsWithoutImprovement: number;
  readonly epochsNotImproved: number;
}

/** What a schedule multiplies the base learning rates by. */
const SCHEDULES: Readonly<Record<LearningRateSchedule, (at: ScheduleAt) => number>> = {
  constant: () => 1,
  'warm-up': warmUp,
  /** Half a cosine from 1 to its floor over the steps of the run (arXiv:1608.03983, no restarts). */
  cosine: (at) => {
    const done = Math.min(1, at.step / (at.stepsPerEpoch * at.epochs));
    const wave = (1 + Math.cos(Math.PI * done)) / 2;
    return warmUp(at) * (COSINE_FLOOR + (1 - COSINE_FLOOR) * wave);
  },
  /** Down for each epoch in a row that did not improve validation, and back up with one that did. */
  plateau: (at) => warmUp(at) * PLATEAU_FACTOR ** at.epochsWithoutImprovement,
  /** Down to a tenth, for good, with each epoch that did not improve validation (ReduceLROnPlateau). */
  'step-down': (at) => warmUp(at) * STEP_DOWN_FACTOR ** at.epochsNotImproved,
};

export function learningRateFactor(schedule: LearningRateSchedule, at: ScheduleAt): number {
  return SCHEDULES[schedule](at);
}

/** Up linearly over the first tenth of an epoch, then 1. */
function warmUp({ step, stepsPerEpoch }: ScheduleAt): number {
  return Math.min(1, step / Math.ceil(stepsPerEpoch * WARM_UP_SHARE));
}
