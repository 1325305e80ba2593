import type {
  CanaryArm,
  CanaryReport,
  ExperimentSettings,
  GuardrailResult,
  Guardrails,
} from '@placard/contracts';
import { HOUR_MS } from '@placard/domain';
import { type ArmSums, type RatioDifference, ratioDifference } from './ratio-difference.ts';

/** What was counted of one arm from durable decisions and events. */
export type CountedArm = CanaryArm & { readonly sums: ArmSums };

/** Fewer viewers and the delta method has nothing to stand on. */
const MIN_VIEWERS = 30;
/** Three standard errors: calibration is looked at again and again. */
const CALIBRATION_Z = 3;
const LEAST_SLOWER_US = 5_000;

/** Compares the arms and judges each guardrail. */
export function evaluateCanary(
  arms: { readonly canary: CountedArm; readonly control: CountedArm },
  guardrails: Guardrails,
  evaluatedAtMs: number,
): CanaryReport {
  const { sums: canarySums, ...canary } = arms.canary;
  const { sums: controlSums, ...control } = arms.control;
  const ctrDifference = ratioDifference(canarySums, controlSums);
  return {
    evaluatedAtMs,
    canary,
    control,
    ctrDifference,
    guardrails: [
      judgeCtr(canary, control, ctrDifference, guardrails),
      judgeErrors(canary, guardrails),
      judgeLatency(canary, control, guardrails),
      judgeCalibration(canary, guardrails),
    ],
  };
}

/** Why a canary has earned promotion, or null while it has not. */
export function earnedPromotion(
  { canary, control, ctrDifference, guardrails }: CanaryReport,
  settings: ExperimentSettings,
  runningMs: number,
): string | null {
  if (!settings.autoPromote || !ctrDifference) return null;
  if (runningMs < settings.promoteAfterHours * HOUR_MS) return null;
  if (canary.impressions < settings.promoteAfterImpressions) return null;
  if (guardrails.some(({ verdict }) => verdict !== 'holds')) return null;
  const worst = -settings.promoteDropShare * ctrOf(control);
  if (ctrDifference.anytimeInterval.low < worst) return null;
  return (
    `${canary.impressions} impressions of ${canary.viewers} viewers: CTR ${percent(ctrOf(canary))} against ` +
    `${percent(ctrOf(control))}, at the worst ${percent(ctrDifference.anytimeInterval.low)} lower, and every guardrail holds`
  );
}

function judgeCtr(
  canary: CanaryArm,
  control: CanaryArm,
  difference: RatioDifference | null,
  { minImpressions, ctrDropShare }: Guardrails,
): GuardrailResult {
  const guardrail = 'ctr';
  const fewest = Math.min(canary.impressions, control.impressions);
  if (!difference || fewest < minImpressions) {
    return tooLittle(guardrail, `${fewest} of ${minImpressions} impressions in an arm`);
  }
  const viewers = Math.min(canary.viewers, control.viewers);
  if (viewers < MIN_VIEWERS) return tooLittle(guardrail, `${viewers} viewers in an arm`);
  const { low, high } = difference.anytimeInterval;
  const reason =
    `CTR ${percent(ctrOf(canary))} against ${percent(ctrOf(control))}: ` +
    `a difference of ${percent(difference.estimate)} (95 %: ${percent(low)} to ${percent(high)})`;
  return judged(guardrail, high < -ctrDropShare * ctrOf(control), reason);
}

function judgeErrors(
  { decisions, errors }: CanaryArm,
  { minDecisions, errorShare }: Guardrails,
): GuardrailResult {
  const guardrail = 'errors';
  if (decisions < minDecisions) {
    return tooLittle(guardrail, `${decisions} of ${minDecisions} decisions`);
  }
  const share = errors / decisions;
  const reason = `${errors} of ${decisions} decisions (${percent(share)}) were not ranked by it, at most ${percent(errorShare)}`;
  return judged(guardrail, share > errorShare, reason);
}

function judgeLatency(
  canary: CanaryArm,
  control: CanaryArm,
  { minDecisions, latencyRatio }: Guardrails,
): GuardrailResult {
  const guardrail = 'latency';
  const [own, other] = [canary.latencyP95Us, control.latencyP95Us];
  const fewest = Math.min(canary.decisions, control.decisions);
  if (own === null || other === null || fewest < minDecisions) {
    return tooLittle(guardrail, `${fewest} of ${minDecisions} decisions in an arm`);
  }
  const milliseconds = (us: number) => `${(us / 1000).toFixed(1)} ms`;
  const reason = `95th percentile ${milliseconds(own)} against ${milliseconds(other)}, at most ${latencyRatio} times`;
  return judged(guardrail, own > latencyRatio * other && own > other + LEAST_SLOWER_US, reason);
}

function judgeCalibration(
  { impressions, clicks, predictedClicks }: CanaryArm,
  { minImpressions, calibrationMin, calibrationMax }: Guardrails,
): GuardrailResult {
  const guardrail = 'calibration';
  if (impressions < minImpressions) {
    return tooLittle(guardrail, `${impressions} of ${minImpressions} impressions`);
  }
  const ratio = predictedClicks / Math.max(clicks, 0.5);
  // Clicks are a Poisson count: the ratio's logarithm has a standard error of 1 / sqrt(clicks).
  const spread = Math.exp(CALIBRATION_Z / Math.sqrt(Math.max(clicks, 1)));
  const off = ratio / spread > calibrationMax || ratio * spread < calibrationMin;
  const reason =
    `${predictedClicks.toFixed(1)} clicks predicted, ${clicks} came: ${ratio.toFixed(2)}, ` +
    `within ${calibrationMin} to ${calibrationMax} or by chance outside`;
  return judged(guardrail, off, reason);
}

type Name = GuardrailResult['guardrail'];

function judged(guardrail: Name, breached: boolean, reason: string): GuardrailResult {
  return { guardrail, verdict: breached ? 'breached' : 'holds', reason };
}

function tooLittle(guardrail: Name, have: string): GuardrailResult {
  return { guardrail, verdict: 'too-little', reason: `too little to judge by: ${have}` };
}

function ctrOf({ clicks, impressions }: CanaryArm): number {
  return clicks / Math.max(1, impressions);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
