import { assets, creativeVersions } from '@placard/db';
import { desc, eq } from 'drizzle-orm';
import { assetUrlOf } from '../asset/url.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { requireCreative } from './internal.ts';
import { type CreativeIdInput, creativeIdInput } from './schemas.ts';

/** A creative with all its versions, newest first. @throws not-found */
export async function getCreative({ ctx, input }: Call<CreativeIdInput>) {
  const { creativeId } = parseInput(creativeIdInput, input);
  const url = assetUrlOf(ctx);
  return tenantRead(ctx, async (scope) => {
    const { organizationId: _, ...creative } = await requireCreative(scope, creativeId);
    const rows = await scope.tx
      .select({
        id: creativeVersions.id,
        version: creativeVersions.version,
        assetId: creativeVersions.assetId,
        width: creativeVersions.width,
        height: creativeVersions.height,
        alt: creativeVersions.alt,
        headline: creativeVersions.headline,
        body: creativeVersions.body,
        callToAction: creativeVersions.callToAction,
        landingUrl: creativeVersions.landingUrl,
        reviewStatus: creativeVersions.reviewStatus,
        reviewReason: creativeVersions.reviewReason,
        reviewedAt: creativeVersions.reviewedAt,
        createdAt: creativeVersions.createdAt,
        imageDigest: assets.digest,
      })
      .from(creativeVersions)
      .leftJoin(assets, eq(assets.id, creativeVersions.assetId))
      .where(eq(creativeVersions.creativeId, creativeId))
      .orderBy(desc(creativeVersions.version));
    return {
      ...creative,
      versions: rows.map(({ imageDigest, ...row }) => ({
        ...row,
        imageUrl: imageDigest && url(imageDigest),
      })),
    };
  });
}
