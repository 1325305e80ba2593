import { type Call, parseInput } from '../input.ts';
import { decideReview } from './decide.ts';
import { type ApproveInput, approveInput } from './schemas.ts';

/** Lets a version serve, within a second. Staff only. @throws not-found, conflict */
export async function approveCreative({ ctx, input }: Call<ApproveInput>): Promise<void> {
  const { creativeVersionId } = parseInput(approveInput, input);
  await decideReview(ctx, creativeVersionId, { status: 'approved', reason: null });
}
