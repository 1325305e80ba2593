import {
  adGroups,
  ads,
  advertiserRollups,
  advertisers,
  campaignSpend,
  campaigns,
  type Transaction,
} from '@placard/db';
import { DAY_MS, dayInZone } from '@placard/domain';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { deliveryColumns, NO_DELIVERY, withRates } from '../report/delivery.ts';
import { tenantRead } from '../transaction.ts';
import { campaignState } from './internal.ts';
import { type ListCampaignsInput, listCampaignsInput } from './schemas.ts';

/** The tenant's campaigns, newest first, with their state, budgets spent and delivery of the days asked for. */
export async function listCampaigns({ ctx, input }: Call<ListCampaignsInput>) {
  const asked = parseInput(listCampaignsInput, input);
  const nowMs = ctx.clock.nowMs();
  const span = {
    fromDay: asked.fromDay ?? dayInZone(nowMs - 6 * DAY_MS, 'UTC'),
    toDay: asked.toDay ?? dayInZone(nowMs + DAY_MS, 'UTC'),
  };
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const rows = await tx
      .select({
        campaign: campaigns,
        advertiserName: advertisers.name,
        timeZone: advertisers.timeZone,
        currency: advertisers.currency,
      })
      .from(campaigns)
      .innerJoin(advertisers, eq(advertisers.id, campaigns.advertiserId))
      .where(
        and(
          eq(campaigns.organizationId, organizationId),
          asked.advertiserId && eq(campaigns.advertiserId, asked.advertiserId),
          asked.includeArchived ? undefined : ne(campaigns.status, 'archived'),
        ),
      )
      .orderBy(desc(campaigns.id));
    const delivery = await deliveryByCampaign(tx, organizationId, span);
    const adCounts = await adsByCampaign(tx, organizationId);
    const spend = await spendByCampaign(tx, organizationId);
    return rows.map(({ campaign, ...account }) => {
      const { totalMicros = 0, days = {} } = spend.get(campaign.id) ?? {};
      return {
        ...campaign,
        ...account,
        state: campaignState(campaign, nowMs),
        spentTodayMicros: Number(days[dayInZone(nowMs, account.timeZone)] ?? 0),
        spentTotalMicros: totalMicros,
        adCount: adCounts.get(campaign.id) ?? 0,
        delivery: withRates(delivery.get(campaign.id) ?? NO_DELIVERY),
      };
    });
  });
}

async function deliveryByCampaign(
  tx: Transaction,
  organizationId: string,
  { fromDay, toDay }: { fromDay: string; toDay: string },
) {
  const t = advertiserRollups;
  const rows = await tx
    .select({ campaignId: t.campaignId, ...deliveryColumns })
    .from(t)
    .innerJoin(advertisers, eq(advertisers.id, t.advertiserId))
    .where(
      and(
        eq(t.organizationId, organizationId),
        sql`${t.hour} >= (${fromDay}::date::timestamp at time zone ${advertisers.timeZone})`,
        sql`${t.hour} < ((${toDay}::date + 1)::timestamp at time zone ${advertisers.timeZone})`,
      ),
    )
    .groupBy(t.campaignId);
  return new Map(rows.map(({ campaignId, ...counts }) => [campaignId, counts]));
}

async function adsByCampaign(tx: Transaction, organizationId: string) {
  const rows = await tx
    .select({ campaignId: adGroups.campaignId, count: sql`count(*)`.mapWith(Number) })
    .from(ads)
    .innerJoin(adGroups, eq(adGroups.id, ads.adGroupId))
    .where(and(eq(ads.organizationId, organizationId), ne(ads.status, 'archived')))
    .groupBy(adGroups.campaignId);
  return new Map(rows.map((row) => [row.campaignId, row.count]));
}

async function spendByCampaign(tx: Transaction, organizationId: string) {
  const rows = await tx
    .select({
      campaignId: campaignSpend.campaignId,
      totalMicros: sql`sum(${campaignSpend.spendMicros})`.mapWith(Number),
      days: sql<
        Record<string, number>
      >`jsonb_object_agg(${campaignSpend.day}, ${campaignSpend.spendMicros})`,
    })
    .from(campaignSpend)
    .where(eq(campaignSpend.organizationId, organizationId))
    .groupBy(campaignSpend.campaignId);
  return new Map(rows.map(({ campaignId, ...spend }) => [campaignId, spend]));
}
