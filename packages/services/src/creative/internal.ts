import { checkLandingUrl } from '@placard/creative';
import { creatives, creativeVersions } from '@placard/db';
import { type Id, newId } from '@placard/domain';
import { and, eq, sql } from 'drizzle-orm';
import { requireAsset } from '../asset/internal.ts';
import { nowOf, type ServiceContext } from '../context.ts';
import { fieldProblem } from '../creative-problem.ts';
import { invalid, notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';
import type { VersionContent } from './schemas.ts';

type Format = 'image' | 'native' | 'text';

export async function requireCreative({ tx, organizationId }: TenantRead, creativeId: string) {
  const [row] = await tx
    .select()
    .from(creatives)
    .where(
      and(
        eq(creatives.id, creativeId as `cre_${string}`),
        eq(creatives.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Creative');
  return row;
}

/** The next version of a creative, waiting for review. @throws not-found, invalid */
export async function insertVersion(
  ctx: ServiceContext,
  scope: TenantRead,
  creative: { readonly id: string; readonly format: Format },
  content: VersionContent,
): Promise<Id<'crv'>> {
  assertComplete(creative.format, content);
  const landingUrl = landingUrlOf(ctx, content.landingUrl);
  const asset = content.assetId === null ? null : await requireAsset(scope, content.assetId);
  const id = newId('crv');
  const { tx, organizationId } = scope;
  const [last] = await tx
    .select({ version: sql`coalesce(max(${creativeVersions.version}), 0)`.mapWith(Number) })
    .from(creativeVersions)
    .where(eq(creativeVersions.creativeId, creative.id));
  await tx.insert(creativeVersions).values({
    ...content,
    id,
    organizationId,
    creativeId: creative.id,
    version: last!.version + 1,
    width: content.width ?? asset?.width ?? DEFAULT_SIZE.width,
    height: content.height ?? asset?.height ?? DEFAULT_SIZE.height,
    landingUrl,
    createdAt: nowOf(ctx),
  });
  return id;
}

/** The medium rectangle, the commonest slot there is. */
const DEFAULT_SIZE = { width: 300, height: 250 };

export function landingUrlOf(ctx: ServiceContext, landingUrl: string): string {
  try {
    return checkLandingUrl(landingUrl, { allowInsecure: ctx.settings.allowInsecureLandingUrls });
  } catch (error) {
    return fieldProblem('landingUrl')(error);
  }
}

function assertComplete(format: Format, content: VersionContent): void {
  if (format === 'image' && content.assetId === null) {
    throw invalid('An image creative needs an image.', 'assetId');
  }
  if (format === 'text' && content.assetId !== null) {
    throw invalid('A text creative carries no image.', 'assetId');
  }
  if (format !== 'image' && content.headline === null) {
    throw invalid('This format needs a headline.', 'headline');
  }
}
