import type { GateResult } from '@placard/contracts';
import { type GateEvidence, pass, refuse } from './gate.ts';

/** Fewer rows that the champion has not seen decide nothing: then what was held out from each does. */
const MIN_UNSEEN_ROWS = 500;
const MIN_UNSEEN_CLICKS = 20;
/** As good as the champion, give or take this share of its log loss. */
const TOLERANCE = 0.001;

/**
 * Log loss below every baseline's, and no worse than the champion's on the same later rows. A champion that
 * was refitted has seen part of the slice: it is compared on the rows after its own, where there are enough, and
 * otherwise by normalised entropy, each on what was held out from it.
 */
export function qualityGate({ card, rows, predictions, champion }: GateEvidence): GateResult {
  const { metrics, baselines } = card;
  const notBeaten = Object.entries(baselines).filter(
    ([, baseline]) => !(metrics.logLoss < baseline.logLoss),
  );
  const figures: Record<string, number> = { logLoss: metrics.logLoss };
  for (const [name, baseline] of Object.entries(baselines)) figures[name] = baseline.logLoss;
  if (notBeaten.length > 0) {
    const those = notBeaten.map(([name, { logLoss }]) => `${name} (${logLoss.toFixed(5)})`);
    const reason = `log loss ${metrics.logLoss.toFixed(5)} is not below that of ${those.join(' and ')}`;
    return refuse('quality', reason, figures);
  }
  if (!champion) {
    return pass('quality', 'better than every baseline; the market has no champion yet', figures);
  }
  const from = firstUnseen(rows, champion.seenUntilMs);
  const ownEntropy = metrics.normalisedEntropy;
  if (from === null && champion.heldOutEntropy !== null && ownEntropy !== null) {
    const { heldOutEntropy } = champion;
    Object.assign(figures, { normalisedEntropy: ownEntropy, heldOutEntropy });
    const text =
      `normalised entropy ${ownEntropy.toFixed(5)} against the champion's ${heldOutEntropy.toFixed(5)}, each on` +
      ' what was held out from it: the champion has learnt from nearly all later rows';
    return ownEntropy <= heldOutEntropy * (1 + TOLERANCE)
      ? pass('quality', text, figures)
      : refuse('quality', text, figures);
  }
  return onTheSameRows({ rows, predictions, champion }, from ?? 0, figures);
}

function onTheSameRows(
  {
    rows,
    predictions,
    champion,
  }: Pick<GateEvidence, 'rows' | 'predictions'> & {
    readonly champion: NonNullable<GateEvidence['champion']>;
  },
  from: number,
  figures: Record<string, number>,
): GateResult {
  const own = rowLosses(predictions, rows, from);
  const its = rowLosses(champion.predictions, rows, from);
  const differences = own.map((loss, i) => loss - its[i]!);
  const { mean: difference, standardError } = meanAndError(differences);
  const championLoss = meanAndError(its).mean;
  Object.assign(figures, { difference, standardError, championLoss, rows: differences.length });
  const text =
    `log loss ${(championLoss + difference).toFixed(5)} against the champion's ${championLoss.toFixed(5)}` +
    ` on ${differences.length} rows (difference ${signed(difference)} ± ${(1.96 * standardError).toFixed(5)})`;
  return difference <= TOLERANCE * championLoss
    ? pass('quality', text, figures)
    : refuse('quality', text, figures);
}

/** Where the rows begin that the champion has not seen; null where those are too few to compare on. */
function firstUnseen(rows: GateEvidence['rows'], seenUntilMs: number): number | null {
  const first = rows.findIndex(({ atMs }) => atMs > seenUntilMs);
  const unseen = first === -1 ? [] : rows.slice(first);
  const enough =
    unseen.length >= MIN_UNSEEN_ROWS &&
    unseen.filter(({ clicked }) => clicked).length >= MIN_UNSEEN_CLICKS;
  return enough ? first : null;
}

const EPSILON = 1e-12;

function rowLosses(predictions: Float64Array, rows: GateEvidence['rows'], from: number): number[] {
  return rows.slice(from).map(({ clicked }, i) => {
    const p = Math.min(1 - EPSILON, Math.max(EPSILON, predictions[from + i]!));
    return -Math.log(clicked ? p : 1 - p);
  });
}

function meanAndError(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    standardError: Math.sqrt(squares / Math.max(1, values.length - 1) / values.length),
  };
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(5)}`;
}
