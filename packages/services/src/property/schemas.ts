import { z } from 'zod';
import { categoriesField, idOf, nameField } from '../fields.ts';

/** Host names, with a port where it is not the usual one; an empty list allows any page. */
const domainsField = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/, 'must be a host name'),
  )
  .max(50);

export const createPropertyInput = z.object({
  publisherId: idOf('pub'),
  name: nameField,
  kind: z.enum(['site', 'app']).default('site'),
  domains: domainsField.default([]),
  blockedCategories: categoriesField.default([]),
});
export type CreatePropertyInput = z.input<typeof createPropertyInput>;

export const updatePropertyInput = z.object({
  propertyId: idOf('prp'),
  name: nameField.optional(),
  domains: domainsField.optional(),
  blockedCategories: categoriesField.optional(),
});
export type UpdatePropertyInput = z.input<typeof updatePropertyInput>;
