import { type Database, type Transaction, withTenant } from '@placard/db';
import { assertStaff, type Right, tenantOf } from './actor.ts';
import type { AuditEntry } from './audit/record.ts';
import { type Audit, auditTrail } from './audit/trail.ts';
import type { ServiceContext } from './context.ts';
import { translateDatabaseError } from './errors.ts';

export type TenantRead = { readonly tx: Transaction; readonly organizationId: string };
export type TenantWrite = TenantRead & { readonly audit: Audit };
export type AuditedWrite = {
  readonly tx: Transaction;
  /** `organizationId`: whose entity it is, so that its tenant can read the trace. */
  readonly audit: (organizationId: string | null, entry: AuditEntry) => Promise<void>;
};

/** Reads as the actor's tenant; Postgres itself refuses a write. @throws unauthenticated, forbidden */
export async function tenantRead<T>(
  ctx: ServiceContext,
  work: (scope: TenantRead) => Promise<T>,
): Promise<T> {
  const organizationId = tenantOf(ctx.actor, 'read');
  return withTenant(ctx.databases.app, organizationId, (tx) => work({ tx, organizationId }), {
    accessMode: 'read only',
  });
}

/**
 * Changes something as the actor's tenant, which comes from its session and never from input. `work` writes
 * its audit row through `audit`; work that leaves none is rolled back. @throws unauthenticated, forbidden
 */
export async function tenantWrite<T>(
  ctx: ServiceContext,
  right: Right,
  work: (scope: TenantWrite) => Promise<T>,
): Promise<T> {
  const organizationId = tenantOf(ctx.actor, right);
  const trail = auditTrail(ctx);
  return translated(
    withTenant(ctx.databases.app, organizationId, async (tx) => {
      const result = await work({ tx, organizationId, audit: trail.into(tx, organizationId) });
      trail.assertLeft();
      return result;
    }),
  );
}

/** Reads over all tenants, for platform staff and the system. @throws unauthenticated, forbidden */
export async function staffRead<T>(
  ctx: ServiceContext,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  assertStaff(ctx.actor);
  return ctx.databases.admin.transaction(work, { accessMode: 'read only' });
}

/** Changes something over all tenants, with its audit row. @throws unauthenticated, forbidden */
export async function staffWrite<T>(
  ctx: ServiceContext,
  work: (scope: AuditedWrite) => Promise<T>,
): Promise<T> {
  assertStaff(ctx.actor);
  return auditedTransaction(ctx, ctx.databases.admin, work);
}

/**
 * Moves money: tenants may read their ledger but not write it, so the platform's role does, once the caller
 * has checked what its actor may.
 */
export async function ledgerWrite<T>(
  ctx: ServiceContext,
  work: (scope: AuditedWrite) => Promise<T>,
): Promise<T> {
  return auditedTransaction(ctx, ctx.databases.admin, work);
}

/**
 * Changes users, sessions and memberships. It asks nothing of the actor: sign-in and sign-up have none yet,
 * so each caller checks its own.
 */
export async function authWrite<T>(
  ctx: ServiceContext,
  work: (scope: AuditedWrite) => Promise<T>,
): Promise<T> {
  return auditedTransaction(ctx, ctx.databases.auth, work);
}

async function auditedTransaction<T>(
  ctx: ServiceContext,
  database: Database,
  work: (scope: AuditedWrite) => Promise<T>,
): Promise<T> {
  const trail = auditTrail(ctx);
  return translated(
    database.transaction(async (tx) => {
      const audit = (organizationId: string | null, entry: AuditEntry) =>
        trail.into(tx, organizationId)(entry);
      const result = await work({ tx, audit });
      trail.assertLeft();
      return result;
    }),
  );
}

async function translated<T>(transaction: Promise<T>): Promise<T> {
  try {
    return await transaction;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
