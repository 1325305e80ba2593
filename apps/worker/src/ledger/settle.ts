import type { LoggedEvent } from '@placard/contracts';
import { splitCharge } from '@placard/domain';

/** What a campaign may still spend, as the ledger stands before a batch. Amounts in micros. */
export type CampaignBook = {
  readonly campaignId: string;
  readonly organizationId: string;
  readonly advertiserId: string;
  readonly currency: string;
  readonly dailyBudgetMicros: number;
  readonly totalBudgetMicros: number | null;
  readonly spentTotalMicros: number;
  readonly spentByDayMicros: ReadonlyMap<string, number>;
  /** `YYYY-MM-DD` in the advertiser's zone. */
  readonly dayOf: (atMs: number) => string;
};

export type Books = {
  readonly campaigns: ReadonlyMap<string, CampaignBook>;
  /** By advertiser id. */
  readonly walletMicros: ReadonlyMap<string, number>;
};

/** What became of one billable event: `chargeMicros` + `overDeliveryMicros` is its price. */
export type Settled = {
  readonly event: BillableEvent;
  readonly campaign: CampaignBook;
  /** The budget day: that of the decision, whose hold it turns into spend. */
  readonly day: string;
  readonly chargeMicros: number;
  readonly overDeliveryMicros: number;
  readonly payoutMicros: number;
  readonly marginMicros: number;
};

export type BillableEvent = LoggedEvent & {
  readonly decision: NonNullable<LoggedEvent['decision']>;
};

/** Whether an event has a price. Invalid traffic is never charged; it is looked at elsewhere. */
export function isBillable(event: LoggedEvent): event is BillableEvent {
  return event.decision !== null && event.decision.chargeMicros > 0 && event.ivt === null;
}

/**
 * Settles billable events in order: each is charged what its day's budget, its campaign's total and its
 * advertiser's wallet still allow, and the rest of its price is over-delivery, never charged. Events of a
 * campaign that is not in the books are returned as `unknown`.
 */
export function settle(
  events: readonly BillableEvent[],
  books: Books,
): { settled: Settled[]; unknown: BillableEvent[] } {
  const dayLeft = new Map<string, number>();
  const totalLeft = new Map<string, number>();
  const walletLeft = new Map(books.walletMicros);
  const settled: Settled[] = [];
  const unknown: BillableEvent[] = [];

  for (const event of events) {
    const { decision } = event;
    const campaign = books.campaigns.get(decision.campaignId);
    if (!campaign) {
      unknown.push(event);
      continue;
    }
    const day = campaign.dayOf(decision.decidedAtMs);
    const dayKey = `${campaign.campaignId} ${day}`;
    const left = {
      day:
        dayLeft.get(dayKey) ??
        campaign.dailyBudgetMicros - (campaign.spentByDayMicros.get(day) ?? 0),
      total:
        totalLeft.get(campaign.campaignId) ??
        (campaign.totalBudgetMicros === null
          ? Number.POSITIVE_INFINITY
          : campaign.totalBudgetMicros - campaign.spentTotalMicros),
      wallet: walletLeft.get(campaign.advertiserId) ?? 0,
    };
    const price = decision.chargeMicros;
    const chargeMicros = Math.max(0, Math.min(price, left.day, left.total, left.wallet));
    dayLeft.set(dayKey, left.day - chargeMicros);
    totalLeft.set(campaign.campaignId, left.total - chargeMicros);
    walletLeft.set(campaign.advertiserId, left.wallet - chargeMicros);
    settled.push({
      event,
      campaign,
      day,
      chargeMicros,
      overDeliveryMicros: price - chargeMicros,
      ...splitCharge(chargeMicros, decision.publisherShareBps),
    });
  }
  return { settled, unknown };
}
