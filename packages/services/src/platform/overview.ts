import {
  advertiserRollups,
  advertisers,
  campaigns,
  creativeVersions,
  decisions,
  properties,
  publisherRollups,
  publishers,
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
    const spend = await tx
      .select({ currency: advertisers.currency, micros: deliveryColumns.spendMicros })
      .from(advertiserRollups)
      .innerJoin(advertisers, eq(advertisers.id, advertiserRollups.advertiserId))
      .where(gte(advertiserRollups.hour, since))
      .groupBy(advertisers.currency);
    const payout = await tx
      .select({ currency: publishers.currency, micros: supplyColumns.payoutMicros })
      .from(publisherRollups)
      .innerJoin(properties, eq(properties.id, publisherRollups.propertyId))
      .innerJoin(publishers, eq(publishers.id, properties.publisherId))
      .where(gte(publisherRollups.hour, since))
      .groupBy(publishers.currency);
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
    const { spendMicros, conversionValueMicros, ...delivered } = withRates(demand!);
    const { payoutMicros, eCpmMicros, ...supplied } = withSupplyRates(supply!);
    return {
      since,
      demand: delivered,
      supply: supplied,
      money: moneyByCurrency(spend, payout),
      pendingReviews: pending!.count,
      activeCampaigns: active!.count,
      activeTrainingRuns: training!.count,
      latestDecisionAt: latest!.at,
    };
  });
}

type Sum = { readonly currency: string; readonly micros: number };

/** Money of one currency is never added to that of another. Most spent first. */
function moneyByCurrency(spend: readonly Sum[], payout: readonly Sum[]) {
  const currencies = new Set([...spend, ...payout].map(({ currency }) => currency));
  const of = (sums: readonly Sum[], currency: string) =>
    sums.find((sum) => sum.currency === currency)?.micros ?? 0;
  return [...currencies]
    .map((currency) => {
      const spendMicros = of(spend, currency);
      return { currency, spendMicros, marginMicros: spendMicros - of(payout, currency) };
    })
    .toSorted((a, b) => b.spendMicros - a.spendMicros);
}
