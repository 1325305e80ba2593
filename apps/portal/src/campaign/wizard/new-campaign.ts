import { endOfDay, startOfDay } from '../../range/day-instants.ts';
import type { ApiInputs } from '../../trpc/outputs.ts';
import { CAP_WINDOWS_MS, type CampaignDraft } from './draft.ts';

type NewCampaign = ApiInputs['campaign']['create'];
type Account = { id: string; timeZone: string };

/** The draft as the API takes it: one ad group, days as instants of the advertiser's zone. */
export function newCampaignOf(
  draft: CampaignDraft,
  { id, timeZone }: Account,
  status: 'active' | 'draft',
): NewCampaign {
  return {
    advertiserId: id as NewCampaign['advertiserId'],
    name: draft.name.trim(),
    objective: draft.objective,
    status,
    startsAt: startOfDay(draft.startDay, timeZone),
    endsAt: draft.endDay ? endOfDay(draft.endDay, timeZone) : null,
    dailyBudgetMicros: draft.dailyBudgetMicros ?? 0,
    totalBudgetMicros: draft.hasTotalBudget ? draft.totalBudgetMicros : null,
    adGroups: [
      {
        name: 'Ad group 1',
        pricing: draft.pricing,
        bidMicros: draft.bidMicros ?? 0,
        frequencyCap: draft.isCapped
          ? {
              impressions: Number(draft.capImpressions),
              windowMs: CAP_WINDOWS_MS[draft.capWindow],
            }
          : null,
        rules: draft.rules.map((rule) => ({ ...rule, values: [...rule.values] })),
        ads: draft.creativeIds.map((creativeId) => ({ creativeId: creativeId as `cre_${string}` })),
      },
    ],
  };
}
