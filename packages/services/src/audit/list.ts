import { auditLog, users } from '@placard/db';
import { and, desc, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { idOf, pageFields } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { staffRead, tenantRead } from '../transaction.ts';

export const listAuditInput = z.object({
  entityId: z.string().max(64).optional(),
  ...pageFields,
});
export type ListAuditInput = z.input<typeof listAuditInput>;

export const listPlatformAuditInput = listAuditInput.extend({
  organizationId: idOf('org').optional(),
});
export type ListPlatformAuditInput = z.input<typeof listPlatformAuditInput>;

const columns = {
  id: auditLog.id,
  organizationId: auditLog.organizationId,
  actorKind: auditLog.actorKind,
  actorId: auditLog.actorId,
  actorName: users.name,
  action: auditLog.action,
  entityKind: auditLog.entityKind,
  entityId: auditLog.entityId,
  detail: auditLog.detail,
  createdAt: auditLog.createdAt,
};

const wanted = ({ entityId, before }: z.output<typeof listAuditInput>) =>
  and(
    entityId ? eq(auditLog.entityId, entityId) : undefined,
    before ? lt(auditLog.id, before as `log_${string}`) : undefined,
  );

/** Who did what in the tenant's organization, newest first; staff who are no members go unnamed. */
export async function listAudit({ ctx, input }: Call<ListAuditInput>) {
  const asked = parseInput(listAuditInput, input);
  return tenantRead(ctx, ({ tx, organizationId }) =>
    tx
      .select(columns)
      .from(auditLog)
      .leftJoin(users, eq(users.id, auditLog.actorId))
      .where(and(eq(auditLog.organizationId, organizationId), wanted(asked)))
      .orderBy(desc(auditLog.id))
      .limit(asked.limit),
  );
}

/** Who did what anywhere, newest first. Staff only. */
export async function listPlatformAudit({ ctx, input }: Call<ListPlatformAuditInput>) {
  const { organizationId, ...asked } = parseInput(listPlatformAuditInput, input);
  return staffRead(ctx, (tx) =>
    tx
      .select(columns)
      .from(auditLog)
      .leftJoin(users, eq(users.id, auditLog.actorId))
      .where(
        and(
          organizationId ? eq(auditLog.organizationId, organizationId) : undefined,
          wanted(asked),
        ),
      )
      .orderBy(desc(auditLog.id))
      .limit(asked.limit),
  );
}
