import { events } from '@placard/db';
import { DAY_MS } from '@placard/domain';
import { and, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type EngagementInput, engagementInput } from './schemas.ts';

const SPAN_DAYS = 7;

/**
 * Whether viewers are well served, beside whether they click: over seven days and without invalid traffic, clicks
 * and hides a thousand impressions, mean dwell in milliseconds, and the share of viewers who came back on another
 * day (UTC). Null where nothing was there to divide by. Staff only.
 */
export async function marketEngagement({ ctx, input }: Call<EngagementInput>) {
  const { marketId } = parseInput(engagementInput, input);
  const since = new Date(ctx.clock.nowMs() - SPAN_DAYS * DAY_MS);
  return staffRead(ctx, async (tx) => {
    const valid = and(
      eq(events.marketId, marketId),
      gte(events.occurredAt, since),
      isNull(events.ivt),
    );
    const [counted] = await tx
      .select({
        impressions: countOf('impression'),
        clicks: countOf('click'),
        hides: countOf('hide'),
        dwellMs: sql<string | null>`avg(${events.value}) filter (where ${events.kind} = 'dwell')`,
      })
      .from(events)
      .where(valid);
    const days = tx
      .select({ days: sql<number>`count(distinct ${events.occurredAt}::date)`.as('days') })
      .from(events)
      .where(and(valid, isNotNull(events.viewerKey)))
      .groupBy(events.viewerKey)
      .as('viewer_days');
    const [came] = await tx
      .select({
        viewers: sql`count(*)`.mapWith(Number),
        returned: sql`count(*) filter (where ${days.days} > 1)`.mapWith(Number),
      })
      .from(days);
    const { impressions, clicks, hides, dwellMs } = counted!;
    const { viewers, returned } = came!;
    return {
      since,
      impressions,
      viewers,
      ctr: impressions === 0 ? null : clicks / impressions,
      hideRate: impressions === 0 ? null : hides / impressions,
      meanDwellMs: dwellMs === null ? null : Number(dwellMs),
      returnRate: viewers === 0 ? null : returned / viewers,
    };
  });
}

function countOf(kind: string) {
  return sql`count(*) filter (where ${events.kind} = ${kind})`.mapWith(Number);
}
