import { adGroups, ads, campaigns } from '@placard/db';
import { HOUR_MS } from '@placard/domain';
import { and, eq, gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import { sameTenant } from './same-tenant.ts';

/** A campaign is published an hour before it starts; the ad-server holds it to its exact schedule. */
const LOOK_AHEAD_MS = HOUR_MS;

export function campaignIsServable(nowMs: number): SQL | undefined {
  return and(
    eq(campaigns.status, 'active'),
    lte(campaigns.startsAt, new Date(nowMs + LOOK_AHEAD_MS)),
    or(isNull(campaigns.endsAt), gt(campaigns.endsAt, new Date(nowMs))),
  );
}

export const adGroupOfCampaign = and(
  eq(adGroups.campaignId, campaigns.id),
  sameTenant(adGroups.organizationId, campaigns.organizationId),
);
export const adOfAdGroup = and(
  eq(ads.adGroupId, adGroups.id),
  sameTenant(ads.organizationId, adGroups.organizationId),
);
