import { z } from 'zod';
import { idOf, nameField, pageFields } from '../fields.ts';

const text = (max: number) => z.string().trim().min(1).max(max).nullable().default(null);

/** What a version shows and where it leads. */
const contentFields = {
  assetId: idOf('ast').nullable().default(null),
  /** Of the slot in CSS pixels; those of the image unless given. */
  width: z.int().min(16).max(4096).optional(),
  height: z.int().min(16).max(4096).optional(),
  alt: z.string().trim().max(250).default(''),
  headline: text(90),
  body: text(300),
  callToAction: text(30),
  landingUrl: z.string().min(1).max(2048),
};

export const versionContent = z.object(contentFields);
export type VersionContent = z.output<typeof versionContent>;

export const createCreativeInput = z.object({
  advertiserId: idOf('adv'),
  name: nameField,
  format: z.enum(['image', 'native', 'text']),
  ...contentFields,
});
export type CreateCreativeInput = z.input<typeof createCreativeInput>;

export const addCreativeVersionInput = z.object({ creativeId: idOf('cre'), ...contentFields });
export type AddCreativeVersionInput = z.input<typeof addCreativeVersionInput>;

export const creativeIdInput = z.object({ creativeId: idOf('cre') });
export type CreativeIdInput = z.input<typeof creativeIdInput>;

export const listCreativesInput = z.object({
  advertiserId: idOf('adv').optional(),
  reviewStatus: z.enum(['pending', 'approved', 'rejected']).optional(),
  ...pageFields,
});
export type ListCreativesInput = z.input<typeof listCreativesInput>;
