import { adGroups, ads, campaigns, type Transaction } from '@placard/db';
import { DAY_MS } from '@placard/domain';
import { and, asc, eq, gt, not, or } from 'drizzle-orm';
import { approvedVersions } from './approved-versions.ts';
import { sameTenant } from './same-tenant.ts';
import { adGroupOfCampaign, adOfAdGroup, campaignIsServable } from './servable.ts';

/** Longer than any click token lives. */
const RETIRED_FOR_MS = 7 * DAY_MS;

/**
 * Landing pages of ads that stopped within the last week: paused, archived or ended. An ad whose creative
 * lost its approval is left out, so that a click never leads where review has said no.
 */
export async function readRetiredLandingUrls(
  tx: Transaction,
  nowMs: number,
): Promise<Record<string, string>> {
  const since = new Date(nowMs - RETIRED_FOR_MS);
  const servable = and(
    eq(ads.status, 'active'),
    eq(adGroups.status, 'active'),
    campaignIsServable(nowMs),
  )!;
  const stopped = and(
    not(servable),
    or(
      gt(ads.updatedAt, since),
      gt(adGroups.updatedAt, since),
      gt(campaigns.updatedAt, since),
      gt(campaigns.endsAt, since),
    ),
  );
  const approved = approvedVersions(
    tx,
    tx
      .select({ id: ads.creativeId })
      .from(ads)
      .innerJoin(adGroups, adOfAdGroup)
      .innerJoin(campaigns, adGroupOfCampaign)
      .where(stopped),
  );
  const rows = await tx
    .select({ adId: ads.id, landingUrl: approved.landingUrl })
    .from(ads)
    .innerJoin(adGroups, adOfAdGroup)
    .innerJoin(campaigns, adGroupOfCampaign)
    .innerJoin(
      approved,
      and(
        eq(approved.creativeId, ads.creativeId),
        sameTenant(approved.organizationId, ads.organizationId),
      ),
    )
    .where(stopped)
    .orderBy(asc(ads.id));
  return Object.fromEntries(rows.map((row) => [row.adId, row.landingUrl]));
}
