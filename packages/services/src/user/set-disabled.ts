import { sessions, users } from '@placard/db';
import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { nowOf } from '../context.ts';
import { notFound, ServiceError } from '../errors.ts';
import { idOf } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { staffWrite } from '../transaction.ts';

export const setUserDisabledInput = z.object({ userId: idOf('usr'), disabled: z.boolean() });
export type SetUserDisabledInput = z.input<typeof setUserDisabledInput>;

/** Locks a person out, ending every session at once, or lets them in again. Staff only. @throws not-found, conflict */
export async function setUserDisabled({ ctx, input }: Call<SetUserDisabledInput>): Promise<void> {
  const { userId, disabled } = parseInput(setUserDisabledInput, input);
  if (ctx.actor.kind === 'staff' && ctx.actor.userId === userId) {
    throw new ServiceError('conflict', 'You cannot lock yourself out.');
  }
  await staffWrite(ctx, async ({ tx, audit }) => {
    const changed = await tx
      .update(users)
      .set({ disabled })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (changed.length === 0) throw notFound('User');
    if (disabled) {
      await tx
        .update(sessions)
        .set({ revokedAt: nowOf(ctx) })
        .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
    }
    await audit(null, { action: 'user.set-disabled', entityId: userId, detail: { disabled } });
  });
}
