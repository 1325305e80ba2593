import { publishers } from '@placard/db';
import { eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';
import { type SetPublisherShareInput, setPublisherShareInput } from './schemas.ts';

/** The publisher's part of each charge from now on. Staff only. @throws not-found */
export async function setPublisherShare({
  ctx,
  input,
}: Call<SetPublisherShareInput>): Promise<void> {
  const { publisherId, shareBps } = parseInput(setPublisherShareInput, input);
  await staffWrite(ctx, async ({ tx, audit }) => {
    const [changed] = await tx
      .update(publishers)
      .set({ shareBps })
      .where(eq(publishers.id, publisherId))
      .returning({ organizationId: publishers.organizationId });
    if (!changed) throw notFound('Publisher');
    await audit(changed.organizationId, {
      action: 'publisher.set-share',
      entityId: publisherId,
      detail: { shareBps },
    });
  });
}
