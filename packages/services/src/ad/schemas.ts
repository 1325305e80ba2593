import { z } from 'zod';
import { categoriesField, idOf } from '../fields.ts';

/** An ad as a part of a new ad group. */
export const newAdFields = z.object({
  creativeId: idOf('cre'),
  itemId: idOf('itm').nullable().default(null),
  categories: categoriesField.default([]),
});
export type NewAd = z.output<typeof newAdFields>;

export const createAdInput = newAdFields.extend({ adGroupId: idOf('agr') });
export type CreateAdInput = z.input<typeof createAdInput>;

export const setAdStatusInput = z.object({
  adId: idOf('ad'),
  status: z.enum(['active', 'paused', 'archived']),
});
export type SetAdStatusInput = z.input<typeof setAdStatusInput>;
