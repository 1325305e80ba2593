import type { Snapshot, SnapshotCampaign } from '@placard/contracts';
import { dayBounds, dayInZone, nextPacingRate } from '@placard/domain';
import type { Commitment, HotStateWriter } from '@placard/serving';

export type Pacer = {
  /** The rates by ad group to be in force from now on; an ad group at full rate is left out. */
  readonly next: (snapshot: Snapshot, nowMs: number) => Promise<Map<string, number>>;
};

const AT_ONCE = 200;

/** Steers every campaign's spend along an even plan of its day, from what the hot state has spent and held. */
export function createPacer(hotState: Pick<HotStateWriter, 'commitment'>): Pacer {
  // A campaign that was stopped goes on at the rate that was right for it before.
  const lastRates = new Map<string, number>();
  return {
    async next(snapshot, nowMs) {
      const rateByCampaign = new Map<string, number>();
      for (let i = 0; i < snapshot.campaigns.length; i += AT_ONCE) {
        const some = snapshot.campaigns.slice(i, i + AT_ONCE);
        const rates = await Promise.all(
          some.map(async (campaign) => {
            const day = dayInZone(nowMs, campaign.timeZone);
            const { advertiserId, campaignId } = campaign;
            const committed = await hotState.commitment(advertiserId, campaignId, day);
            return rateOf(campaign, committed, nowMs, lastRates.get(campaignId) ?? 1);
          }),
        );
        for (const [j, { campaignId }] of some.entries()) {
          const rate = rates[j] ?? 1;
          rateByCampaign.set(campaignId, rate);
          if (rate > 0) lastRates.set(campaignId, rate);
        }
      }
      for (const known of lastRates.keys()) if (!rateByCampaign.has(known)) lastRates.delete(known);
      return new Map(
        snapshot.adGroups.flatMap(({ adGroupId, campaignId }) => {
          const rate = rateByCampaign.get(campaignId) ?? 1;
          return rate === 1 ? [] : [[adGroupId, rate] as const];
        }),
      );
    },
  };
}

function rateOf(
  campaign: SnapshotCampaign,
  committed: Commitment,
  nowMs: number,
  rate: number,
): number {
  const day = dayBounds(nowMs, campaign.timeZone);
  const totalLeft =
    campaign.totalBudgetMicros === null
      ? Number.POSITIVE_INFINITY
      : campaign.totalBudgetMicros - committed.spentTotalMicros + committed.spentDayMicros;
  return nextPacingRate({
    budgetMicros: Math.min(campaign.dailyBudgetMicros, totalLeft),
    committedMicros: committed.spentDayMicros + committed.heldDayMicros,
    startMs: Math.max(day.startMs, campaign.startMs),
    endMs: Math.min(day.endMs, campaign.endMs ?? Number.POSITIVE_INFINITY),
    nowMs,
    rate,
  });
}
