import { ads, advertisers, creatives, decisions, placements, properties } from '@placard/db';
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ListDecisionsInput, listDecisionsInput } from './schemas.ts';

/** Recent decisions of all tenants, newest first, with names for people. Staff only. */
export async function listDecisions({ ctx, input }: Call<ListDecisionsInput>) {
  const asked = parseInput(listDecisionsInput, input);
  return staffRead(ctx, (tx) =>
    tx
      .select({
        id: decisions.id,
        requestId: decisions.requestId,
        decidedAt: decisions.decidedAt,
        marketId: decisions.marketId,
        placementId: decisions.placementId,
        placementName: placements.name,
        propertyName: properties.name,
        viewerKey: decisions.viewerKey,
        predictor: decisions.predictor,
        noFill: decisions.noFill,
        adId: decisions.adId,
        creativeName: creatives.name,
        advertiserName: advertisers.name,
        pCtr: decisions.pCtr,
        eCpmMicros: decisions.eCpmMicros,
        clearingPriceMicros: decisions.clearingPriceMicros,
        propensity: decisions.propensity,
        explored: decisions.explored,
        house: decisions.house,
        latencyUs: decisions.latencyUs,
      })
      .from(decisions)
      .leftJoin(placements, eq(placements.id, decisions.placementId))
      .leftJoin(properties, eq(properties.id, decisions.propertyId))
      .leftJoin(ads, eq(ads.id, decisions.adId))
      .leftJoin(creatives, eq(creatives.id, ads.creativeId))
      .leftJoin(advertisers, eq(advertisers.id, decisions.advertiserId))
      .where(
        and(
          asked.marketId && eq(decisions.marketId, asked.marketId),
          asked.placementId && eq(decisions.placementId, asked.placementId),
          asked.campaignId && eq(decisions.campaignId, asked.campaignId),
          asked.adId && eq(decisions.adId, asked.adId),
          asked.viewerKey ? eq(decisions.viewerKey, asked.viewerKey) : undefined,
          asked.outcome === 'filled' ? isNull(decisions.noFill) : undefined,
          asked.outcome === 'no-fill' ? isNotNull(decisions.noFill) : undefined,
          asked.before ? lt(decisions.id, asked.before) : undefined,
        ),
      )
      .orderBy(desc(decisions.id))
      .limit(asked.limit),
  );
}
