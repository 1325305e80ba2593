import { z } from 'zod';
import { dayField, idOf, nameField } from '../fields.ts';

const placementFields = {
  name: nameField,
  formats: z
    .array(z.enum(['image', 'native', 'text']))
    .min(1)
    .transform((formats) => [...new Set(formats)]),
  /** CSS pixels. */
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
  /** The least eCPM it takes, in micros. */
  floorECpmMicros: z.int().min(0).max(1_000_000_000_000),
  /** Shown unpaid when nothing else fits; one of the tenant's own creatives. */
  houseCreativeId: idOf('cre').nullable(),
};

export const createPlacementInput = z.object({
  ...placementFields,
  propertyId: idOf('prp'),
  marketId: idOf('mkt').optional(),
  floorECpmMicros: placementFields.floorECpmMicros.default(0),
  houseCreativeId: placementFields.houseCreativeId.default(null),
});
export type CreatePlacementInput = z.input<typeof createPlacementInput>;

export const updatePlacementInput = z.object({
  placementId: idOf('plc'),
  name: placementFields.name.optional(),
  formats: placementFields.formats.optional(),
  width: placementFields.width.optional(),
  height: placementFields.height.optional(),
  floorECpmMicros: placementFields.floorECpmMicros.optional(),
  houseCreativeId: placementFields.houseCreativeId.optional(),
});
export type UpdatePlacementInput = z.input<typeof updatePlacementInput>;

export const placementIdInput = z.object({ placementId: idOf('plc') });
export type PlacementIdInput = z.input<typeof placementIdInput>;

export const listPlacementsInput = z.object({
  propertyId: idOf('prp').optional(),
  includeArchived: z.boolean().default(false),
  /** Figures of these days in each publisher's zone; the last seven unless given. */
  fromDay: dayField.optional(),
  toDay: dayField.optional(),
});
export type ListPlacementsInput = z.input<typeof listPlacementsInput>;
