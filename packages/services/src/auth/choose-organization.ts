import { sessions } from '@placard/db';
import { eq } from 'drizzle-orm';
import { signedIn } from '../actor.ts';
import { notFound } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { authWrite } from '../transaction.ts';
import { type ChooseOrganizationInput, chooseOrganizationInput } from './schemas.ts';

/** Moves the session to another organization the person belongs to. @throws not-found */
export async function chooseOrganization({
  ctx,
  input,
}: Call<ChooseOrganizationInput>): Promise<void> {
  const actor = signedIn(ctx.actor);
  const { organizationId } = parseInput(chooseOrganizationInput, input);
  if (!actor.memberships.some((m) => m.organizationId === organizationId)) {
    throw notFound('Organization');
  }
  await authWrite(ctx, async ({ tx, audit }) => {
    await tx.update(sessions).set({ organizationId }).where(eq(sessions.id, actor.sessionId));
    await audit(organizationId, {
      action: 'session.choose-organization',
      entityId: actor.sessionId,
    });
  });
}
