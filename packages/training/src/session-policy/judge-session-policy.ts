import type { SessionPolicy, SessionPolicyReport } from '@placard/contracts';
import { visitValue } from '@placard/ranking';
import type { Visit } from './visit-step.ts';

const LEAST_CHANCE = 1e-6;

/**
 * How well a policy tells, of visits it was not learnt from, whether they go on and what they still earn; against the
 * means of those very visits. It may serve when it says more than they do, of both.
 */
export function judgeSessionPolicy(
  policy: SessionPolicy,
  heldOut: readonly Visit[],
  learntFrom: number,
): SessionPolicyReport {
  const value = visitValue(policy);
  const rows = heldOut.flatMap((visit) => {
    const left = remaining(visit);
    return visit.map(({ values, adId }, i) => ({
      goesOn: i + 1 < visit.length,
      left: left[i]!,
      chance: value.goesOn(values, adId),
      expected: value.after(values, adId),
    }));
  });
  const mean = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / Math.max(1, rows.length);
  const rate = mean(({ goesOn }) => Number(goesOn));
  const worth = mean(({ left }) => left);
  const variance = mean(({ left }) => (left - worth) ** 2);
  const stayLogLoss = mean(({ goesOn, chance }) => logLoss(goesOn, chance));
  const stayBaseline = mean(({ goesOn }) => logLoss(goesOn, rate));
  const futureError =
    variance > 0 ? mean(({ left, expected }) => (left - expected) ** 2) / variance : 0;
  return {
    visits: learntFrom,
    showings: policy.steps,
    heldOutVisits: heldOut.length,
    stayLogLoss,
    stayBaseline,
    futureError,
    futureBaseline: 1,
    serves: rows.length > 0 && variance > 0 && stayLogLoss < stayBaseline && futureError < 1,
  };
}

/** By showing, what the later ones of the visit earned. */
function remaining(visit: Visit): number[] {
  const left = new Array<number>(visit.length).fill(0);
  for (let i = visit.length - 2; i >= 0; i--) left[i] = left[i + 1]! + visit[i + 1]!.reward;
  return left;
}

function logLoss(label: boolean, chance: number): number {
  const clipped = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance));
  return -Math.log(label ? clipped : 1 - clipped);
}
