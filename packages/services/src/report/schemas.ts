import { z } from 'zod';
import { dayField, idOf } from '../fields.ts';

const span = {
  /** Calendar days in the account's own zone, both included. */
  fromDay: dayField,
  toDay: dayField,
  unit: z.enum(['hour', 'day']).default('day'),
};

export const advertiserReportInput = z.object({
  advertiserId: idOf('adv'),
  campaignId: idOf('cmp').optional(),
  adGroupId: idOf('agr').optional(),
  adId: idOf('ad').optional(),
  ...span,
});
export type AdvertiserReportInput = z.input<typeof advertiserReportInput>;

export const publisherReportInput = z.object({
  publisherId: idOf('pub'),
  propertyId: idOf('prp').optional(),
  placementId: idOf('plc').optional(),
  ...span,
});
export type PublisherReportInput = z.input<typeof publisherReportInput>;
