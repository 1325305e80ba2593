import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';

/** CSV of at most 10 MB: larger catalogues come in parts. */
const csvField = z
  .string()
  .min(1, 'is empty')
  .max(10 * 1024 * 1024, 'is larger than 10 MB');

export const importItemsInput = z.object({ advertiserId: idOf('adv'), csv: csvField });
export type ImportItemsInput = z.input<typeof importItemsInput>;

export const importReviewsInput = importItemsInput;
export type ImportReviewsInput = ImportItemsInput;

export const listItemsInput = z.object({
  advertiserId: idOf('adv').optional(),
  /** Part of a title or external id. */
  search: z.string().trim().max(100).optional(),
  ...pageFields,
});
export type ListItemsInput = z.input<typeof listItemsInput>;
