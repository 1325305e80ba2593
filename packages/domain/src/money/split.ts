import { assertMicros } from './micros.ts';

/**
 * Splits a charge into the publisher's payout and the platform's margin.
 * `shareBps`: the publisher's share in basis points (10,000 = all). The parts always sum to the charge.
 */
export function splitCharge(
  chargeMicros: number,
  shareBps: number,
): { payoutMicros: number; marginMicros: number } {
  assertMicros(chargeMicros, 'charge');
  if (!Number.isInteger(shareBps) || shareBps < 0 || shareBps > 10_000) {
    throw new RangeError(`publisher share must be 0-10000 basis points, got ${shareBps}`);
  }
  const payoutMicros = Number((BigInt(chargeMicros) * BigInt(shareBps)) / 10_000n);
  return { payoutMicros, marginMicros: chargeMicros - payoutMicros };
}
