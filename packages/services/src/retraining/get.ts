import { trainingRequestSchema } from '@placard/contracts';
import { retrainingPolicies } from '@placard/db';
import { eq } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type RetrainingInput, retrainingInput, setRetrainingInput } from './schemas.ts';

/** When a market trains by itself; of a market without a policy, one that is off. Staff only. */
export async function getRetraining({ ctx, input }: Call<RetrainingInput>) {
  const { marketId } = parseInput(retrainingInput, input);
  const [row] = await staffRead(ctx, (tx) =>
    tx.select().from(retrainingPolicies).where(eq(retrainingPolicies.marketId, marketId)),
  );
  if (!row) {
    const off = setRetrainingInput.parse({ marketId, enabled: false });
    return { ...off, lastStartedAt: null, lastReason: null };
  }
  const { lastStartedAt, lastReason, updatedAt: _, ...policy } = row;
  const parsed = setRetrainingInput.parse({
    ...policy,
    everyHours: policy.everyHours,
    share: Number(policy.share.toPrecision(6)),
    request: trainingRequestSchema.partial().parse(policy.request),
  });
  return { ...parsed, lastStartedAt, lastReason };
}
