import { assets, creativeVersions, type Transaction } from '@placard/db';
import { asc, desc, eq } from 'drizzle-orm';

/** The newest version of each creative, reviewed or not: what its owner edits and looks at. */
export function latestVersions(tx: Transaction) {
  return tx
    .selectDistinctOn([creativeVersions.creativeId], {
      creativeId: creativeVersions.creativeId,
      creativeVersionId: creativeVersions.id,
      version: creativeVersions.version,
      width: creativeVersions.width,
      height: creativeVersions.height,
      alt: creativeVersions.alt,
      headline: creativeVersions.headline,
      body: creativeVersions.body,
      callToAction: creativeVersions.callToAction,
      landingUrl: creativeVersions.landingUrl,
      reviewStatus: creativeVersions.reviewStatus,
      reviewReason: creativeVersions.reviewReason,
      imageDigest: assets.digest,
    })
    .from(creativeVersions)
    .leftJoin(assets, eq(assets.id, creativeVersions.assetId))
    .orderBy(asc(creativeVersions.creativeId), desc(creativeVersions.version))
    .as('latest');
}
