/** How an ad group is charged. CPM bills the impression, CPC the click, CPA the conversion. */
export const PRICING_MODELS = ['cpm', 'cpc', 'cpa'] as const;
export type PricingModel = (typeof PRICING_MODELS)[number];

/** The event kind that moves money under each pricing model. */
export const BILLABLE_EVENT = {
  cpm: 'impression',
  cpc: 'click',
  cpa: 'conversion',
} as const satisfies Record<PricingModel, string>;

/** Predicted probabilities: click given impression, conversion given click. Both in [0, 1]. */
export type Rates = { readonly pCtr: number; readonly pCvr: number };

/**
 * Expected revenue of 1,000 impressions, in micros (fractional: it ranks, it is never billed).
 * CPM: bid; CPC: bid x pCTR x 1000; CPA: bid x pCTR x pCVR x 1000.
 */
export function eCpmMicros(pricing: PricingModel, bidMicros: number, rates: Rates): number {
  return bidMicros * eventsPerThousand(pricing, rates);
}

/** Billable units expected in 1,000 impressions; a CPM bid is already for 1,000. */
export function eventsPerThousand(pricing: PricingModel, rates: Rates): number {
  switch (pricing) {
    case 'cpm':
      return 1;
    case 'cpc':
      return rates.pCtr * 1000;
    case 'cpa':
      return rates.pCtr * rates.pCvr * 1000;
  }
}

/**
 * The charge of one billable event at a clearing price, in whole micros: a CPM price is for 1,000.
 * Rounds down, so that a charge never exceeds the bid.
 */
export function chargeMicros(pricing: PricingModel, clearingPriceMicros: number): number {
  return Math.floor(pricing === 'cpm' ? clearingPriceMicros / 1000 : clearingPriceMicros);
}
