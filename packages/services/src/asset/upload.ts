import { checkImage } from '@placard/creative';
import { assets } from '@placard/db';
import { newId } from '@placard/domain';
import { and, eq } from 'drizzle-orm';
import { tenantOf } from '../actor.ts';
import { nowOf } from '../context.ts';
import { fieldProblem } from '../creative-problem.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type UploadAssetInput, uploadAssetInput } from './schemas.ts';
import { assetUrlOf } from './url.ts';

/**
 * Stores an image under the digest of its re-encoded bytes; the same picture again is the same asset.
 * @throws invalid, unavailable
 */
export async function uploadAsset({ ctx, input }: Call<UploadAssetInput>) {
  tenantOf(ctx.actor, 'buy');
  const { bytes, fileName, kind } = parseInput(uploadAssetInput, input);
  const image = await checkImage(bytes).catch(fieldProblem('bytes'));
  const digest = await ctx.blobs.put(image.bytes);
  const { contentType, width, height, animated } = image;
  const url = assetUrlOf(ctx)(digest);
  return tenantWrite(ctx, 'buy', async ({ tx, organizationId, audit }) => {
    const owned = and(eq(assets.organizationId, organizationId), eq(assets.digest, digest));
    await tx
      .insert(assets)
      .values({
        id: newId('ast'),
        organizationId,
        kind,
        digest,
        contentType,
        bytes: image.bytes.byteLength,
        width,
        height,
        fileName: printableName(fileName),
        createdAt: nowOf(ctx),
      })
      .onConflictDoNothing();
    const [asset] = await tx.select({ id: assets.id }).from(assets).where(owned);
    const assetId = asset!.id;
    await audit({ action: 'asset.upload', entityId: assetId, detail: { digest, contentType } });
    return { assetId, digest, contentType, width, height, animated, url };
  });
}

/** For display only: the last path segment, without characters that could act. */
function printableName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/[^\p{L}\p{N} ._()-]/gu, '').slice(0, 120) || 'image';
}
