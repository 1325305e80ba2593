import { z } from 'zod';
import { currencyField, idOf, nameField, timeZoneField } from '../fields.ts';

const domainField = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, 'must be a domain such as shop.example')
  .max(253);

export const createAdvertiserInput = z.object({
  name: nameField,
  domain: domainField.nullable().default(null),
  timeZone: timeZoneField.default('UTC'),
  currency: currencyField.default('USD'),
});
export type CreateAdvertiserInput = z.input<typeof createAdvertiserInput>;

export const updateAdvertiserInput = z.object({
  advertiserId: idOf('adv'),
  name: nameField.optional(),
  domain: domainField.nullable().optional(),
  timeZone: timeZoneField.optional(),
  attributionWindowDays: z.int().min(1).max(365).optional(),
});
export type UpdateAdvertiserInput = z.input<typeof updateAdvertiserInput>;
