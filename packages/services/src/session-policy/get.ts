import { SESSION_POLICY_SETTINGS, sessionPolicyReportSchema } from '@placard/contracts';
import { markets, sessionPolicies } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type SessionPolicyInput, sessionPolicyInput } from './schemas.ts';

const SHOWN = 20;

/**
 * Whether a market ranks by what ads do to visits, and what it learnt of that, newest first: the first whose report
 * says so serves. Staff only. @throws not-found
 */
export async function getSessionPolicy({ ctx, input }: Call<SessionPolicyInput>) {
  const { marketId } = parseInput(sessionPolicyInput, input);
  return staffRead(ctx, async (tx) => {
    const [market] = await tx
      .select({ setting: markets.sessionPolicy })
      .from(markets)
      .where(eq(markets.id, marketId));
    if (!market) throw notFound('Market');
    const policies = await tx
      .select({
        id: sessionPolicies.id,
        visits: sessionPolicies.visits,
        trainedAt: sessionPolicies.trainedAt,
        report: sessionPolicies.report,
      })
      .from(sessionPolicies)
      .where(eq(sessionPolicies.marketId, marketId))
      .orderBy(desc(sessionPolicies.trainedAt), desc(sessionPolicies.id))
      .limit(SHOWN);
    return {
      setting: z.enum(SESSION_POLICY_SETTINGS).parse(market.setting),
      policies: policies.map((policy) => ({
        ...policy,
        report: sessionPolicyReportSchema.parse(policy.report),
      })),
    };
  });
}
