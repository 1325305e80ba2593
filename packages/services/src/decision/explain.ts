import { ads, advertisers, creatives, decisions, events, type Transaction } from '@placard/db';
import { asc, eq, inArray } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type DecisionIdInput, decisionIdInput } from './schemas.ts';

/**
 * A whole decision: features, funnel, the runners-up with the bid each would have needed, and the events that
 * followed. Staff only. @throws not-found
 */
export async function explainDecision({ ctx, input }: Call<DecisionIdInput>) {
  const { decisionId } = parseInput(decisionIdInput, input);
  return staffRead(ctx, async (tx) => {
    const [decision] = await tx.select().from(decisions).where(eq(decisions.id, decisionId));
    if (!decision) throw notFound('Decision');
    const names = await namesOf(tx, [
      ...(decision.adId === null ? [] : [decision.adId]),
      ...decision.runnersUp.map((runner) => runner.adId),
    ]);
    const followed = await tx
      .select({
        id: events.id,
        kind: events.kind,
        occurredAt: events.occurredAt,
        chargeMicros: events.chargeMicros,
        ivt: events.ivt,
      })
      .from(events)
      .where(eq(events.decisionId, decisionId))
      .orderBy(asc(events.seq));
    return {
      ...decision,
      ad: decision.adId === null ? null : (names.get(decision.adId) ?? null),
      runnersUp: decision.runnersUp.map((runner) => ({
        ...runner,
        ad: names.get(runner.adId) ?? null,
        bidToWinMicros: bidToWinMicros(runner, decision.eCpmMicros),
      })),
      events: followed,
    };
  });
}

/**
 * The least whole bid whose eCPM passes the winner's, everything else as it stood; null where the runner-up's
 * eCPM says nothing (no winner, or a rate of zero).
 */
export function bidToWinMicros(
  runner: { readonly bidMicros: number; readonly eCpmMicros: number },
  winnerECpmMicros: number | null,
): number | null {
  if (winnerECpmMicros === null || !(runner.eCpmMicros > 0)) return null;
  const perBidMicro = runner.eCpmMicros / runner.bidMicros;
  return Math.floor(winnerECpmMicros / perBidMicro) + 1;
}

async function namesOf(tx: Transaction, adIds: readonly string[]) {
  if (adIds.length === 0) return new Map<string, { name: string; advertiserName: string }>();
  const rows = await tx
    .select({ id: ads.id, name: creatives.name, advertiserName: advertisers.name })
    .from(ads)
    .innerJoin(creatives, eq(creatives.id, ads.creativeId))
    .innerJoin(advertisers, eq(advertisers.id, creatives.advertiserId))
    .where(inArray(ads.id, adIds as `ad_${string}`[]));
  return new Map<string, { name: string; advertiserName: string }>(
    rows.map(({ id, ...names }) => [id, names]),
  );
}
