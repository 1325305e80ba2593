import type { OnlineReport, ServedOnlineState, ServingPolicy } from '@placard/contracts';
import { z } from 'zod';
import { createMarketCalibration, versionCalibrationStateSchema } from './market-calibration.ts';
import { createMarketLearner, marketLearnerStateSchema } from './market-learner.ts';
import type { Outcome } from './outcome.ts';

export const onlineMarketStateSchema = z.object({
  formatVersion: z.literal(1),
  version: z.string(),
  outcomes: z.int(),
  calibrations: z.array(versionCalibrationStateSchema),
  learner: marketLearnerStateSchema,
});
export type OnlineMarketState = z.infer<typeof onlineMarketStateSchema>;

/** All that one market learns between trainings: a fold of its outcomes, in the order of the log. */
export type OnlineMarket = {
  readonly version: string;
  learn(outcome: Outcome): void;
  /** What the ad-server needs of it where this policy serves. */
  served(marketId: string, policy: ServingPolicy): ServedOnlineState;
  report(): OnlineReport;
  /** Restores the same fold: what is learnt after it comes out the same, bit for bit. */
  state(): OnlineMarketState;
};

export function createOnlineMarket(from?: OnlineMarketState): OnlineMarket {
  let { version, outcomes } = from ?? { version: '', outcomes: 0 };
  const calibration = createMarketCalibration(from?.calibrations);
  const learner = createMarketLearner(from?.learner);
  return {
    get version() {
      return version;
    },
    learn: (outcome) => {
      calibration.learn(outcome);
      learner.learn(outcome);
      version = outcome.version;
      outcomes += 1;
    },
    served: (marketId, policy) => {
      const served = learner.served(policy, version);
      const corrections = calibration.corrections();
      return { marketId, version, corrections, ...(served && { learner: served }) };
    },
    report: () => ({ outcomes, calibrations: calibration.reports() }),
    state: () => ({
      ...{ formatVersion: 1 as const, version, outcomes },
      ...{ calibrations: calibration.state(), learner: learner.state() },
    }),
  };
}
