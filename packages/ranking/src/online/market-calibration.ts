import type { CalibrationReport, OnlineCorrection } from '@placard/contracts';
import { z } from 'zod';
import {
  createOnlineCalibration,
  onlineCalibrationStateSchema,
} from '../calibration/online-calibration.ts';
import { rateLogit } from '../calibration/online-correction.ts';
import type { Outcome } from './outcome.ts';

const sumsSchema = z.object({
  impressions: z.number(),
  clicks: z.number(),
  clicksByModel: z.number(),
  clicksServed: z.number(),
});

export const versionCalibrationStateSchema = z.object({
  modelVersionId: z.string(),
  outcomes: z.int(),
  calibration: onlineCalibrationStateSchema,
  recent: sumsSchema,
});
export type VersionCalibrationState = z.infer<typeof versionCalibrationStateSchema>;

/** The online calibration of every model version that serves a market. */
export type MarketCalibration = {
  learn(outcome: Outcome): void;
  corrections(): Record<string, OnlineCorrection>;
  reports(): CalibrationReport[];
  state(): VersionCalibrationState[];
};

/** An outcome's share in `recent` fades by this with each that follows: the last 2,000 weigh as much as all others. */
const FADES = 2 ** (-1 / 2_000);
/** Versions that served longest ago are forgotten beyond this many. */
const MOST_VERSIONS = 8;

export function createMarketCalibration(
  states: readonly VersionCalibrationState[] = [],
): MarketCalibration {
  const versions = new Map(
    states.map(({ modelVersionId, outcomes, calibration, recent }) => [
      modelVersionId,
      { outcomes, calibration: createOnlineCalibration(calibration), recent: { ...recent } },
    ]),
  );
  return {
    learn: ({ modelVersionId, modelPCtr, pCtr, clicked, atMs }) => {
      if (modelVersionId === null) return;
      const own = versions.get(modelVersionId) ?? {
        outcomes: 0,
        calibration: createOnlineCalibration({ atMs }),
        recent: { impressions: 0, clicks: 0, clicksByModel: 0, clicksServed: 0 },
      };
      own.outcomes += 1;
      own.calibration.learn(rateLogit(modelPCtr), clicked, atMs);
      const { recent } = own;
      recent.impressions = recent.impressions * FADES + 1;
      recent.clicks = recent.clicks * FADES + Number(clicked);
      recent.clicksByModel = recent.clicksByModel * FADES + modelPCtr;
      recent.clicksServed = recent.clicksServed * FADES + pCtr;
      // The map's order is that of the last outcome: the first is the one to forget.
      versions.delete(modelVersionId);
      versions.set(modelVersionId, own);
      if (versions.size > MOST_VERSIONS) versions.delete(versions.keys().next().value!);
    },
    corrections: () =>
      Object.fromEntries(
        [...versions].map(([id, { calibration }]) => [id, calibration.correction()]),
      ),
    reports: () =>
      [...versions].map(([modelVersionId, { outcomes, calibration, recent }]) => ({
        modelVersionId,
        outcomes,
        recent: { ...recent },
        correction: calibration.correction(),
      })),
    state: () =>
      [...versions].map(([modelVersionId, { outcomes, calibration, recent }]) => ({
        modelVersionId,
        outcomes,
        calibration: calibration.state(),
        recent: { ...recent },
      })),
  };
}
