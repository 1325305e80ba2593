import { chargeMicros } from '@placard/domain';
import type { Reservation } from '../ports.ts';
import type { ReadRequest } from '../read-request.ts';
import type { ZoneCache } from '../zone-cache.ts';
import type { Choice } from './select.ts';

/** The claim a choice makes on budget, wallet and cap before it may be shown. */
export function reservationFor(
  decisionId: string,
  { bid, clearingPriceMicros }: Choice,
  request: ReadRequest,
  zones: ZoneCache,
  expiresAtMs: number,
): Reservation {
  const { group, campaign } = bid.candidate.marketAd;
  const day = zones.day(campaign.timeZone, request.nowMs);
  const charge = chargeMicros(group.pricing, clearingPriceMicros);
  const chance = bid.unitsPerThousand / 1000;
  return {
    decisionId,
    marketId: group.marketId,
    viewerKey: request.viewerKey,
    advertiserId: campaign.advertiserId,
    campaignId: campaign.campaignId,
    adGroupId: group.adGroupId,
    // At least one micro: without competition a price can be 0, and a spent budget must still end the serving.
    chargeMicros: Math.max(1, charge),
    holdMicros:
      group.pricing === 'cpm' ? charge : Math.min(charge, Math.ceil(charge * Math.min(1, chance))),
    expiresAtMs,
    budget: {
      day,
      dailyMicros: campaign.dailyBudgetMicros,
      totalMicros: campaign.totalBudgetMicros,
    },
    baseline: {
      spentTotalMicros: campaign.spentTotalMicros,
      spentDayMicros: campaign.spentByDayMicros[day] ?? 0,
      walletBalanceMicros: campaign.walletBalanceMicros,
    },
    frequencyCap: group.frequencyCap,
  };
}
