import type { ViewerProfile } from '@placard/contracts';
import { DAY_MS, HOUR_MS } from '@placard/domain';

export type DecayedWeight = ViewerProfile['interests'][string];

/** One hour follows what a viewer does in this visit; thirty days what they are like. */
export const SHORT_HALF_LIFE_MS = HOUR_MS;
export const LONG_HALF_LIFE_MS = 30 * DAY_MS;

/** The share of a weight left after `elapsedMs`; 1 for a clock that went backwards. */
export function remaining(elapsedMs: number, halfLifeMs: number): number {
  return elapsedMs <= 0 ? 1 : 2 ** (-elapsedMs / halfLifeMs);
}

/** `weight` plus `amount` at `atMs`. An older amount is added as what would be left of it: order does not matter. */
export function addDecayed(
  weight: DecayedWeight | undefined,
  amount: number,
  atMs: number,
): DecayedWeight {
  if (!weight) return { short: amount, long: amount, atMs };
  const aged = atMs - weight.atMs;
  const late = -aged;
  return {
    short:
      weight.short * remaining(aged, SHORT_HALF_LIFE_MS) +
      amount * remaining(late, SHORT_HALF_LIFE_MS),
    long:
      weight.long * remaining(aged, LONG_HALF_LIFE_MS) +
      amount * remaining(late, LONG_HALF_LIFE_MS),
    atMs: Math.max(atMs, weight.atMs),
  };
}
