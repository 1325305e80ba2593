import { type Call, parseInput } from '../input.ts';
import { decideReview } from './decide.ts';
import { type RejectInput, rejectInput } from './schemas.ts';

/** Refuses a version with a reason its owner reads; one that serves stops. Staff only. @throws not-found, conflict */
export async function rejectCreative({ ctx, input }: Call<RejectInput>): Promise<void> {
  const { creativeVersionId, reason } = parseInput(rejectInput, input);
  await decideReview(ctx, creativeVersionId, { status: 'rejected', reason });
}
