import { z } from 'zod';
import { dayField, idOf, microsField } from '../fields.ts';

export const topUpInput = z.object({
  advertiserId: idOf('adv'),
  amountMicros: microsField,
  memo: z.string().trim().max(200).default(''),
  /** The sender's own: a repeated request moves the money once. */
  idempotencyKey: z.string().min(8).max(64).optional(),
});
export type TopUpInput = z.input<typeof topUpInput>;

export const statementInput = z.object({
  advertiserId: idOf('adv'),
  /** Days of the advertiser's zone, both included. */
  fromDay: dayField,
  toDay: dayField,
});
export type StatementInput = z.input<typeof statementInput>;
