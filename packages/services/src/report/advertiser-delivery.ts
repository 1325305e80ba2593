import { advertiserRollups } from '@placard/db';
import { and, eq, gte, lt } from 'drizzle-orm';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { addCounts, deliveryColumns, NO_DELIVERY, withRates } from './delivery.ts';
import { type AdvertiserReportInput, advertiserReportInput } from './schemas.ts';
import { intoBuckets, timeBuckets } from './time-buckets.ts';

/**
 * Delivery over time in the advertiser's zone, a point for every hour or day asked for. Rollups are by UTC
 * hour: where a zone is off by half an hour, an hour counts to the day in which it begins. @throws not-found, invalid
 */
export async function advertiserDelivery({ ctx, input }: Call<AdvertiserReportInput>) {
  const asked = parseInput(advertiserReportInput, input);
  return tenantRead(ctx, async (scope) => {
    const { timeZone, currency } = await requireAdvertiser(scope, asked.advertiserId);
    const buckets = timeBuckets(asked.fromDay, asked.toDay, timeZone, asked.unit);
    const t = advertiserRollups;
    const rows = await scope.tx
      .select({ hour: t.hour, ...deliveryColumns })
      .from(t)
      .where(
        and(
          eq(t.organizationId, scope.organizationId),
          eq(t.advertiserId, asked.advertiserId),
          asked.campaignId && eq(t.campaignId, asked.campaignId),
          asked.adGroupId && eq(t.adGroupId, asked.adGroupId),
          asked.adId && eq(t.adId, asked.adId),
          gte(t.hour, new Date(buckets[0]!.startMs)),
          lt(t.hour, new Date(buckets.at(-1)!.endMs)),
        ),
      )
      .groupBy(t.hour);
    const counted = intoBuckets(
      buckets,
      rows.map(({ hour, ...counts }) => ({ atMs: hour.getTime(), counts })),
      NO_DELIVERY,
      (sum, row) => addCounts(sum, row.counts),
    );
    return {
      timeZone,
      currency,
      total: withRates(counted.map(({ sum }) => sum).reduce(addCounts, NO_DELIVERY)),
      points: counted.map(({ startMs, label, sum }) => ({ startMs, label, ...withRates(sum) })),
    };
  });
}
