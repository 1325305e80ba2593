import type { EvaluationMetrics, GateResult, ModelCard } from '@placard/contracts';
import { type GateEvidence, pass, refuse } from './gate.ts';

const RATIO_LOW = 0.95;
const RATIO_HIGH = 1.05;
/** With fewer clicks chance alone leaves the band: then a ratio counts as off only beyond chance. */
const MIN_CLICKS = 1_600;
const MAX_ECE = 0.01;
/** Two-sided 95 %. */
const Z = 1.96;

/**
 * Predicted over observed clicks within .95-1.05 on the whole later slice and in every slice of at least 1,600
 * clicks, and an expected calibration error of at most .01, or twice what chance gives a small slice.
 */
export function calibrationGate({ card }: GateEvidence): GateResult {
  const complaints: string[] = [];
  const { calibrationRatio, clicks } = card.metrics;
  const figures: Record<string, number> = { clicks, ece: card.metrics.ece };
  if (calibrationRatio === null || clicks === 0) {
    return refuse('calibration', 'the later slice has no click to be calibrated against', figures);
  }
  figures.ratio = calibrationRatio;
  if (isOff(card.metrics)) complaints.push(`overall ${describe(card.metrics)}`);
  let judged = 0;
  for (const { slice, value, metrics } of card.slices) {
    if (metrics.clicks < MIN_CLICKS) continue;
    judged += 1;
    if (isOff(metrics)) complaints.push(`${slice} ${value} ${describe(metrics)}`);
  }
  figures.slices = judged;
  const limit = Math.max(MAX_ECE, 2 * eceByChance(card.calibrationBins));
  figures.eceLimit = limit;
  if (!(card.metrics.ece <= limit)) {
    complaints.push(`ECE ${card.metrics.ece.toFixed(4)} exceeds ${limit.toFixed(4)}`);
  }
  if (complaints.length > 0) return refuse('calibration', complaints.join('; '), figures);
  const slices = judged === 0 ? 'no slice has 1,600 clicks' : `${judged} slices within .95-1.05`;
  const reason = `predicted/observed ${describe(card.metrics)}, ECE ${card.metrics.ece.toFixed(4)}; ${slices}`;
  return pass('calibration', reason, figures);
}

function isOff({ calibrationRatio, clicks }: EvaluationMetrics): boolean {
  if (calibrationRatio === null) return false;
  if (calibrationRatio >= RATIO_LOW && calibrationRatio <= RATIO_HIGH) return false;
  if (clicks >= MIN_CLICKS) return true;
  // Clicks are a Poisson count: log(predicted / observed) has a standard error of 1 / sqrt(clicks).
  const spread = Math.exp(Z / Math.sqrt(Math.max(clicks, 1)));
  return calibrationRatio * spread < RATIO_LOW || calibrationRatio / spread > RATIO_HIGH;
}

/** The ECE that a perfectly calibrated model is expected to show in bins of this size. */
function eceByChance(bins: ModelCard['calibrationBins']): number {
  const rows = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, { meanPredicted: p, count }) => {
    const standardError = Math.sqrt(Math.max(0, p * (1 - p)) / count);
    return sum + (count / rows) * Math.sqrt(2 / Math.PI) * standardError;
  }, 0);
}

function describe({ calibrationRatio, clicks }: EvaluationMetrics): string {
  return `${calibrationRatio?.toFixed(3)} over ${clicks} clicks`;
}
