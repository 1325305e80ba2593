import { publisherRollups } from '@placard/db';
import { and, eq, gte, lt, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { requirePublisher } from '../publisher/internal.ts';
import { tenantRead } from '../transaction.ts';
import { addCounts } from './delivery.ts';
import { type PublisherReportInput, publisherReportInput } from './schemas.ts';
import { NO_SUPPLY, supplyColumns, withSupplyRates } from './supply.ts';
import { intoBuckets, timeBuckets } from './time-buckets.ts';

/** Revenue over time in the publisher's zone: payout, fill rate and eCPM. @throws not-found, invalid */
export async function publisherRevenue({ ctx, input }: Call<PublisherReportInput>) {
  const asked = parseInput(publisherReportInput, input);
  return tenantRead(ctx, async (scope) => {
    const { timeZone, currency } = await requirePublisher(scope, asked.publisherId);
    const buckets = timeBuckets(asked.fromDay, asked.toDay, timeZone, asked.unit);
    const t = publisherRollups;
    const rows = await scope.tx
      .select({ hour: t.hour, ...supplyColumns })
      .from(t)
      .where(
        and(
          eq(t.organizationId, scope.organizationId),
          sql`${t.propertyId} in (select id from properties where publisher_id = ${asked.publisherId})`,
          asked.propertyId && eq(t.propertyId, asked.propertyId),
          asked.placementId && eq(t.placementId, asked.placementId),
          gte(t.hour, new Date(buckets[0]!.startMs)),
          lt(t.hour, new Date(buckets.at(-1)!.endMs)),
        ),
      )
      .groupBy(t.hour);
    const counted = intoBuckets(
      buckets,
      rows.map(({ hour, ...counts }) => ({ atMs: hour.getTime(), counts })),
      NO_SUPPLY,
      (sum, row) => addCounts(sum, row.counts),
    );
    return {
      timeZone,
      currency,
      total: withSupplyRates(counted.map(({ sum }) => sum).reduce(addCounts, NO_SUPPLY)),
      points: counted.map(({ startMs, label, sum }) => ({
        startMs,
        label,
        ...withSupplyRates(sum),
      })),
    };
  });
}
