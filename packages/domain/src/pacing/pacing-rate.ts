/** Where a budget stands in its day (or flight), all in micros and milliseconds. */
export type PacingState = {
  readonly budgetMicros: number;
  /** Spent and held. */
  readonly committedMicros: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly nowMs: number;
  /** The rate in force until now, in (0, 1]. */
  readonly rate: number;
};

const GAIN = 0.1;
const MIN_RATE = 0.005;

/**
 * The probability that an ad group enters the auction from now on: raised while spend runs behind an even
 * plan, lowered while it runs ahead, in multiplicative steps (adaptive pacing of Agarwal et al., KDD 2014).
 * 0 when the budget is used up or the window is closed.
 */
export function nextPacingRate(state: PacingState): number {
  const { budgetMicros, committedMicros, startMs, endMs, nowMs, rate } = state;
  if (nowMs < startMs || nowMs >= endMs || committedMicros >= budgetMicros) return 0;
  const planned = budgetMicros * ((nowMs - startMs) / (endMs - startMs));
  const raised = committedMicros > planned ? rate * (1 - GAIN) : rate * (1 + GAIN);
  return Math.min(1, Math.max(MIN_RATE, raised));
}
