import { ads } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { nowOf } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { type SetAdStatusInput, setAdStatusInput } from './schemas.ts';

/** Pauses, resumes or archives; what is archived stays so. @throws not-found, conflict */
export async function setAdStatus({ ctx, input }: Call<SetAdStatusInput>): Promise<void> {
  const { adId, status } = parseInput(setAdStatusInput, input);
  await tenantWrite(ctx, 'buy', async ({ tx, organizationId, audit }) => {
    const owned = and(eq(ads.id, adId), eq(ads.organizationId, organizationId));
    const [ad] = await tx.select({ status: ads.status }).from(ads).where(owned);
    if (!ad) throw notFound('Ad');
    if (ad.status === 'archived') throw new ServiceError('conflict', 'This ad is archived.');
    await tx
      .update(ads)
      .set({ status, updatedAt: nowOf(ctx) })
      .where(owned);
    await audit({ action: 'ad.set-status', entityId: adId, detail: { before: ad.status, status } });
  });
}
