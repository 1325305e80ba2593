import type { SnapshotCampaign } from '@placard/contracts';
import {
  advertisers,
  campaignSpend,
  campaigns,
  ledgerAccounts,
  type Transaction,
} from '@placard/db';
import { DAY_MS, dayBounds, dayInZone } from '@placard/domain';
import { and, asc, eq, sql } from 'drizzle-orm';
import { sameTenant } from './same-tenant.ts';
import { campaignIsServable } from './servable.ts';

export async function readCampaigns(tx: Transaction, nowMs: number): Promise<SnapshotCampaign[]> {
  const spend = spendByCampaign(tx, nowMs);
  const rows = await tx
    .select({
      campaignId: campaigns.id,
      organizationId: campaigns.organizationId,
      advertiserId: campaigns.advertiserId,
      advertiserName: advertisers.name,
      timeZone: advertisers.timeZone,
      startsAt: campaigns.startsAt,
      endsAt: campaigns.endsAt,
      dailyBudgetMicros: campaigns.dailyBudgetMicros,
      totalBudgetMicros: campaigns.totalBudgetMicros,
      walletBalanceMicros: ledgerAccounts.balanceMicros,
      spentTotalMicros: spend.totalMicros,
      recentDays: spend.recentDays,
    })
    .from(campaigns)
    .innerJoin(
      advertisers,
      and(
        eq(advertisers.id, campaigns.advertiserId),
        sameTenant(advertisers.organizationId, campaigns.organizationId),
      ),
    )
    .leftJoin(
      ledgerAccounts,
      and(
        eq(ledgerAccounts.kind, 'wallet'),
        eq(ledgerAccounts.ownerId, advertisers.id),
        eq(ledgerAccounts.currency, advertisers.currency),
      ),
    )
    .leftJoin(spend, eq(spend.campaignId, campaigns.id))
    .where(campaignIsServable(nowMs))
    .orderBy(asc(campaigns.id));
  const daysIn = recentDaysByZone(nowMs);
  return rows.map(({ startsAt, endsAt, recentDays, ...row }) => ({
    ...row,
    startMs: startsAt.getTime(),
    endMs: endsAt?.getTime() ?? null,
    walletBalanceMicros: row.walletBalanceMicros ?? 0,
    spentTotalMicros: Number(row.spentTotalMicros ?? 0),
    spentByDayMicros: pick(recentDays ?? {}, daysIn(row.timeZone)),
  }));
}

/** Totals, and the days that can be today or yesterday somewhere on earth. */
function spendByCampaign(tx: Transaction, nowMs: number) {
  const since = dayInZone(nowMs - 3 * DAY_MS, 'UTC');
  return tx
    .select({
      campaignId: campaignSpend.campaignId,
      totalMicros: sql<string>`sum(${campaignSpend.spendMicros})`.as('total_micros'),
      recentDays: sql<Record<string, number> | null>`
        jsonb_object_agg(${campaignSpend.day}, ${campaignSpend.spendMicros} order by ${campaignSpend.day})
          filter (where ${campaignSpend.day} >= ${since}::date)`.as('recent_days'),
    })
    .from(campaignSpend)
    .groupBy(campaignSpend.campaignId)
    .as('spend');
}

/** Today and yesterday in a zone; zones are few and campaigns many, so each is worked out once. */
function recentDaysByZone(nowMs: number): (zone: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (zone) => {
    const before = known.get(zone);
    if (before) return before;
    const days = [dayInZone(dayBounds(nowMs, zone).startMs - 1, zone), dayInZone(nowMs, zone)];
    known.set(zone, days);
    return days;
  };
}

function pick(byDay: Record<string, number>, days: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    days.flatMap((day) => (byDay[day] === undefined ? [] : [[day, Number(byDay[day])]])),
  );
}
