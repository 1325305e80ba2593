import { newId } from '@placard/domain';
import { createCampaignInput } from '@placard/services';
import { expect, test } from 'vitest';
import type { CampaignDraft } from './draft.ts';
import { newCampaignOf } from './new-campaign.ts';

const DRAFT: CampaignDraft = {
  name: ' Autumn boots ',
  objective: 'traffic',
  dailyBudgetMicros: 120_000_000,
  totalBudgetMicros: 900_000_000,
  hasTotalBudget: false,
  startDay: '2026-11-23',
  endDay: '2026-11-30',
  pricing: 'cpc',
  bidMicros: 350_000,
  isCapped: true,
  capImpressions: '5',
  capWindow: 'day',
  rules: [{ attribute: 'country', mode: 'include', values: ['de'] }],
  creativeIds: [newId('cre')],
};
const ACCOUNT = { id: newId('adv'), timeZone: 'America/New_York' };

test("a schedule's last day is served to its end, in the advertiser's zone", () => {
  const { startsAt, endsAt } = newCampaignOf(DRAFT, ACCOUNT, 'active');
  expect(startsAt?.toISOString()).toBe('2026-11-23T05:00:00.000Z');
  expect(endsAt?.toISOString()).toBe('2026-12-01T05:00:00.000Z');
});

test('a total budget that was switched off again is not sent', () => {
  expect(newCampaignOf(DRAFT, ACCOUNT, 'active').totalBudgetMicros).toBeNull();
  const limited = newCampaignOf({ ...DRAFT, hasTotalBudget: true }, ACCOUNT, 'active');
  expect(limited.totalBudgetMicros).toBe(900_000_000);
});

test('what the wizard sends is what the API takes', () => {
  const parsed = createCampaignInput.safeParse(newCampaignOf(DRAFT, ACCOUNT, 'draft'));
  expect(parsed.error?.issues).toBeUndefined();
  expect(parsed.data).toMatchObject({
    name: 'Autumn boots',
    status: 'draft',
    adGroups: [{ bidMicros: 350_000, frequencyCap: { impressions: 5, windowMs: 86_400_000 } }],
  });
});
