import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

export const approveInput = z.object({ creativeVersionId: idOf('crv') });
export type ApproveInput = z.input<typeof approveInput>;

export const rejectInput = z.object({
  creativeVersionId: idOf('crv'),
  /** The advertiser reads it. */
  reason: z.string().trim().min(3, 'say why').max(500),
});
export type RejectInput = z.input<typeof rejectInput>;

export const listReviewsInput = z.object({
  status: z.enum(['pending', 'approved', 'rejected']).default('pending'),
  ...pageFields,
});
export type ListReviewsInput = z.input<typeof listReviewsInput>;
