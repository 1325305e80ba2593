import type { GateResult } from '@placard/contracts';
import { type GateEvidence, notApplicable, pass, refuse } from './gate.ts';

/** Groups with fewer clicks say nothing. */
const MIN_CLICKS = 50;
/** Largest gap between two groups' predicted/observed clicks. */
const MAX_GAP = 0.1;
const Z = 1.96;

type Group = { value: string; predicted: number; clicks: number };

/**
 * The calibration gap between groups of viewers by a declared attribute: a model must not promise clicks of
 * one group and find them in another (calibration within groups; Kleinberg, Mullainathan and Raghavan, 2017).
 * A gap counts beyond chance: the ratio's logarithm has a standard error of 1 / sqrt(clicks).
 */
export function fairnessGate(evidence: GateEvidence): GateResult {
  if (evidence.fairnessAttributes.length === 0) {
    return notApplicable('fairness', 'the market declares no attribute to judge by');
  }
  const figures: Record<string, number> = {};
  const complaints: string[] = [];
  const findings: string[] = [];
  for (const attribute of evidence.fairnessAttributes) {
    const groups = groupsBy(attribute, evidence);
    if (groups.length < 2) {
      findings.push(`${attribute}: fewer than two groups with ${MIN_CLICKS} clicks`);
      continue;
    }
    groups.sort((a, b) => ratio(a) - ratio(b));
    const [low, high] = [groups[0]!, groups.at(-1)!];
    const gap = ratio(high) - ratio(low);
    figures[`gap ${attribute}`] = gap;
    const error = Math.sqrt(1 / low.clicks + 1 / high.clicks);
    const beyondChance = Math.log(ratio(high) / ratio(low)) > Z * error;
    const text = `${attribute}: ${high.value} ${ratio(high).toFixed(3)} and ${low.value} ${ratio(low).toFixed(3)}, a gap of ${gap.toFixed(3)}`;
    (gap > MAX_GAP && beyondChance ? complaints : findings).push(text);
  }
  if (complaints.length > 0) return refuse('fairness', complaints.join('; '), figures);
  if (Object.keys(figures).length === 0) return notApplicable('fairness', findings.join('; '));
  return pass('fairness', findings.join('; '), figures);
}

function groupsBy(attribute: string, { rows, predictions }: GateEvidence): Group[] {
  const groups = new Map<string, Group>();
  for (const [i, { values, clicked }] of rows.entries()) {
    const value = values[`viewer-attribute:${attribute}`];
    if (typeof value !== 'string') continue;
    const group = groups.get(value) ?? { value, predicted: 0, clicks: 0 };
    group.predicted += predictions[i]!;
    group.clicks += Number(clicked);
    groups.set(value, group);
  }
  return [...groups.values()].filter(({ clicks }) => clicks >= MIN_CLICKS);
}

function ratio({ predicted, clicks }: Group): number {
  return predicted / clicks;
}
