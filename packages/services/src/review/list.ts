import { advertisers, assets, creatives, creativeVersions, organizations } from '@placard/db';
import { and, asc, desc, eq, lt } from 'drizzle-orm';
import { assetUrlOf } from '../asset/url.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type ListReviewsInput, listReviewsInput } from './schemas.ts';

/** Versions by review status: the pending queue oldest first, what is decided newest first. Staff only. */
export async function listReviews({ ctx, input }: Call<ListReviewsInput>) {
  const { status, limit, before } = parseInput(listReviewsInput, input);
  const url = assetUrlOf(ctx);
  return staffRead(ctx, async (tx) => {
    const rows = await tx
      .select({
        creativeVersionId: creativeVersions.id,
        creativeId: creatives.id,
        name: creatives.name,
        format: creatives.format,
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
        reviewedAt: creativeVersions.reviewedAt,
        createdAt: creativeVersions.createdAt,
        advertiserName: advertisers.name,
        organizationName: organizations.name,
        imageDigest: assets.digest,
      })
      .from(creativeVersions)
      .innerJoin(creatives, eq(creatives.id, creativeVersions.creativeId))
      .innerJoin(advertisers, eq(advertisers.id, creatives.advertiserId))
      .innerJoin(organizations, eq(organizations.id, creativeVersions.organizationId))
      .leftJoin(assets, eq(assets.id, creativeVersions.assetId))
      .where(
        and(
          eq(creativeVersions.reviewStatus, status),
          before ? lt(creativeVersions.id, before as `crv_${string}`) : undefined,
        ),
      )
      .orderBy(status === 'pending' ? asc(creativeVersions.id) : desc(creativeVersions.id))
      .limit(limit);
    return rows.map(({ imageDigest, ...row }) => ({
      ...row,
      imageUrl: imageDigest && url(imageDigest),
    }));
  });
}
