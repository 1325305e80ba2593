import { auditLog, type Queryable } from '@placard/db';
import { type IdPrefix, newId } from '@placard/domain';
import type { Actor } from '../actor.ts';
import { nowOf, type ServiceContext } from '../context.ts';

/** One line of the audit log: `action` is `<entity>.<verb>`. `detail` holds no secrets. */
export type AuditEntry = {
  readonly action: `${string}.${string}`;
  readonly entityId: `${IdPrefix}_${string}`;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Writes into the caller's transaction: what happened and its trace are one. */
export async function recordAudit(
  ctx: Pick<ServiceContext, 'actor' | 'clock'>,
  tx: Queryable,
  organizationId: string | null,
  entry: AuditEntry,
): Promise<void> {
  await tx.insert(auditLog).values({
    id: newId('log'),
    organizationId,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    action: entry.action,
    entityKind: entry.action.slice(0, entry.action.indexOf('.')),
    entityId: entry.entityId,
    detail: entry.detail ?? {},
    createdAt: nowOf(ctx),
  });
}

function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'user':
    case 'staff':
      return actor.userId;
    case 'system':
      return actor.name;
    case 'anonymous':
      return null;
  }
}
