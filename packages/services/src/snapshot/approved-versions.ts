import type { CreativePayload } from '@placard/contracts';
import { assets, creatives, creativeVersions, type Transaction } from '@placard/db';
import { and, asc, desc, eq, inArray, type SQLWrapper } from 'drizzle-orm';
import type { AssetUrl } from './build.ts';
import { sameTenant } from './same-tenant.ts';

/** The newest approved version of each creative in `creativeIds` (a query of ids): the only one ever shown. */
export function approvedVersions(tx: Transaction, creativeIds: SQLWrapper) {
  return tx
    .selectDistinctOn([creativeVersions.creativeId], {
      creativeId: creativeVersions.creativeId,
      creativeVersionId: creativeVersions.id,
      organizationId: creativeVersions.organizationId,
      format: creatives.format,
      width: creativeVersions.width,
      height: creativeVersions.height,
      alt: creativeVersions.alt,
      headline: creativeVersions.headline,
      body: creativeVersions.body,
      callToAction: creativeVersions.callToAction,
      landingUrl: creativeVersions.landingUrl,
      digest: assets.digest,
      contentType: assets.contentType,
    })
    .from(creativeVersions)
    .innerJoin(
      creatives,
      and(
        eq(creatives.id, creativeVersions.creativeId),
        sameTenant(creatives.organizationId, creativeVersions.organizationId),
      ),
    )
    .leftJoin(
      assets,
      and(
        eq(assets.id, creativeVersions.assetId),
        sameTenant(assets.organizationId, creativeVersions.organizationId),
      ),
    )
    .where(
      and(
        eq(creativeVersions.reviewStatus, 'approved'),
        inArray(creativeVersions.creativeId, creativeIds),
      ),
    )
    .orderBy(asc(creativeVersions.creativeId), desc(creativeVersions.version))
    .as('approved');
}

type VersionRow = Omit<CreativePayload, 'imageUrl' | 'advertiserName'> & {
  readonly digest: string | null;
  readonly contentType: string | null;
};

export function creativePayload(
  row: VersionRow,
  advertiserName: string,
  assetUrl: AssetUrl,
): CreativePayload {
  const { digest, contentType } = row;
  return {
    creativeId: row.creativeId,
    creativeVersionId: row.creativeVersionId,
    format: row.format,
    width: row.width,
    height: row.height,
    imageUrl: digest && contentType ? assetUrl({ digest, contentType }) : null,
    alt: row.alt,
    headline: row.headline,
    body: row.body,
    callToAction: row.callToAction,
    advertiserName,
  };
}

const MAX_CATEGORIES = 20;

/** Those of the ad first, then those of its item, once each: events carry at most twenty. */
export function unitedCategories(own: readonly string[], ofItem: readonly string[] | null) {
  return [...new Set([...own, ...(ofItem ?? [])])].slice(0, MAX_CATEGORIES);
}
