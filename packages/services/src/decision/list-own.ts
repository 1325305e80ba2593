import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { advertiserDecisions, publisherDecisions } from './views.ts';

export const listAdvertiserDecisionsInput = z.object({
  campaignId: idOf('cmp').optional(),
  adId: idOf('ad').optional(),
  ...pageFields,
});
export type ListAdvertiserDecisionsInput = z.input<typeof listAdvertiserDecisionsInput>;

export const listPublisherDecisionsInput = z.object({
  placementId: idOf('plc').optional(),
  ...pageFields,
});
export type ListPublisherDecisionsInput = z.input<typeof listPublisherDecisionsInput>;

/** Decisions that showed the tenant's ads, newest first, in the advertiser's columns. */
export async function listAdvertiserDecisions({ ctx, input }: Call<ListAdvertiserDecisionsInput>) {
  const { campaignId, adId, limit, before } = parseInput(listAdvertiserDecisionsInput, input);
  const v = advertiserDecisions;
  return tenantRead(ctx, ({ tx }) =>
    tx
      .select()
      .from(v)
      .where(
        and(
          campaignId && eq(v.campaignId, campaignId),
          adId && eq(v.adId, adId),
          before ? lt(v.id, before) : undefined,
        ),
      )
      .orderBy(desc(v.id))
      .limit(limit),
  );
}

/** Decisions on the tenant's placements, newest first, in the publisher's columns. */
export async function listPublisherDecisions({ ctx, input }: Call<ListPublisherDecisionsInput>) {
  const { placementId, limit, before } = parseInput(listPublisherDecisionsInput, input);
  const v = publisherDecisions;
  return tenantRead(ctx, ({ tx }) =>
    tx
      .select()
      .from(v)
      .where(
        and(placementId && eq(v.placementId, placementId), before ? lt(v.id, before) : undefined),
      )
      .orderBy(desc(v.id))
      .limit(limit),
  );
}
