import {
  advertiserRollups,
  campaigns,
  creativeVersions,
  decisions,
  publisherRollups,
  trainingRuns,
} from '@placard/db';
import { DAY_MS, HOUR_MS } from '@placard/domain';
import { eq, gte, inArray, sql } from 'drizzle-orm';
import type { CallWithoutInput } from '../input.ts';
import { deliveryColumns, withRates } from '../report/delivery.ts';
import { supplyColumns, withSupplyRates } from '../report/supply.ts';
import { ACTIVE_STATUSES } from '../training-run/schemas.ts';
import { staffRead } from '../transaction.ts';

const count = sql`count(*)`.mapWith(Number);

/** How the platform does: the last 24 whole hours of both sides, and what waits for staff. Staff only. */
export async function platformOverview({ ctx }: CallWithoutInput) {
  const nowMs = ctx.clock.nowMs();
  const since = new Date(nowMs - (nowMs % HOUR_MS) - DAY_MS + HOUR_MS);
  return staffRead(ctx, async (tx) => {
    const [demand] = await tx
      .select(deliveryColumns)
      .from(advertiserRollups)
      .where(gte(advertiserRollups.hour, since));
    const [supply] = await tx
      .select(supplyColumns)
      .from(publisherRollups)
      .where(gte(publisherRollups.hour, since));
    const [pending] = await tx
      .select({ count })
      .from(creativeVersions)
      .where(eq(creativeVersions.reviewStatus, 'pending'));
    const [active] = await tx
      .select({ count })
      .from(campaigns)
      .where(eq(campaigns.status, 'active'));
    const [training] = await tx
      .select({ count })
      .from(trainingRuns)
      .where(inArray(trainingRuns.status, [...ACTIVE_STATUSES]));
    const [latest] = await tx
      .select({ at: sql`max(${decisions.decidedAt})`.mapWith(decisions.decidedAt) })
      .from(decisions);
    return {
      since,
      demand: withRates(demand!),
      supply: withSupplyRates(supply!),
      marginMicros: demand!.spendMicros - supply!.payoutMicros,
      pendingReviews: pending!.count,
      activeCampaigns: active!.count,
      activeTrainingRuns: training!.count,
      latestDecisionAt: latest!.at,
    };
  });
}
