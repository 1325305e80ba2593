import { z } from 'zod';
import { currencyField, idOf, nameField, timeZoneField } from '../fields.ts';

export const createPublisherInput = z.object({
  name: nameField,
  timeZone: timeZoneField.default('UTC'),
  currency: currencyField.default('USD'),
});
export type CreatePublisherInput = z.input<typeof createPublisherInput>;

export const updatePublisherInput = z.object({
  publisherId: idOf('pub'),
  name: nameField.optional(),
  timeZone: timeZoneField.optional(),
});
export type UpdatePublisherInput = z.input<typeof updatePublisherInput>;

export const setPublisherShareInput = z.object({
  publisherId: idOf('pub'),
  /** Basis points of each charge: 7000 is 70 %. */
  shareBps: z.int().min(0).max(10_000),
});
export type SetPublisherShareInput = z.input<typeof setPublisherShareInput>;
