import { ads, creatives } from '@placard/db';
import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { assetUrlOf } from '../asset/url.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantRead } from '../transaction.ts';
import { latestVersions } from './latest-versions.ts';
import { type ListCreativesInput, listCreativesInput } from './schemas.ts';

/** The tenant's creatives, newest first, each with its newest version and how many ads show it. */
export async function listCreatives({ ctx, input }: Call<ListCreativesInput>) {
  const asked = parseInput(listCreativesInput, input);
  const url = assetUrlOf(ctx);
  return tenantRead(ctx, async ({ tx, organizationId }) => {
    const latest = latestVersions(tx);
    const rows = await tx
      .select({
        id: creatives.id,
        advertiserId: creatives.advertiserId,
        name: creatives.name,
        format: creatives.format,
        createdAt: creatives.createdAt,
        creativeVersionId: latest.creativeVersionId,
        version: latest.version,
        width: latest.width,
        height: latest.height,
        alt: latest.alt,
        headline: latest.headline,
        body: latest.body,
        callToAction: latest.callToAction,
        landingUrl: latest.landingUrl,
        reviewStatus: latest.reviewStatus,
        reviewReason: latest.reviewReason,
        imageDigest: latest.imageDigest,
        adCount: sql`(${tx
          .select({ count: sql`count(*)` })
          .from(ads)
          .where(and(eq(ads.creativeId, creatives.id), ne(ads.status, 'archived')))})`.mapWith(
          Number,
        ),
      })
      .from(creatives)
      .innerJoin(latest, eq(latest.creativeId, creatives.id))
      .where(
        and(
          eq(creatives.organizationId, organizationId),
          asked.advertiserId && eq(creatives.advertiserId, asked.advertiserId),
          asked.reviewStatus && eq(latest.reviewStatus, asked.reviewStatus),
          asked.before ? lt(creatives.id, asked.before as `cre_${string}`) : undefined,
        ),
      )
      .orderBy(desc(creatives.id))
      .limit(asked.limit);
    return rows.map(({ imageDigest, ...row }) => ({
      ...row,
      imageUrl: imageDigest && url(imageDigest),
    }));
  });
}
