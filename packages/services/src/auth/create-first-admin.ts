import {
  ADVISORY_LOCKS,
  memberships,
  organizations,
  type Queryable,
  type Transaction,
  users,
} from '@placard/db';
import { newId } from '@placard/domain';
import { and, eq, sql } from 'drizzle-orm';
import { assertStaff } from '../actor.ts';
import { nowOf } from '../context.ts';
import { ServiceError } from '../errors.ts';
import { type Call, parseInput } from '../input.ts';
import { ensureDefaultMarket } from '../market/ensure-default.ts';
import { authWrite } from '../transaction.ts';
import { hashPassword } from './passwords.ts';
import { type FirstAdminInput, firstAdminInput } from './schemas.ts';

/**
 * Makes a new installation usable: the platform's organization, its default market, and an administrator.
 * Does nothing once there is one; several processes may call it at start. Answers whether it made one.
 */
export async function createFirstAdmin({ ctx, input }: Call<FirstAdminInput>): Promise<boolean> {
  assertStaff(ctx.actor);
  const data = parseInput(firstAdminInput, input);
  await ensureDefaultMarket({ ctx });
  if (await hasAdmin(ctx.databases.auth)) return false;
  const passwordHash = await hashPassword(data.password);
  const createdAt = nowOf(ctx);
  const created = authWrite(ctx, async ({ tx, audit }) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.firstAdmin})`);
    if (await hasAdmin(tx))
      throw new ServiceError('conflict', 'There is an administrator already.');
    const organizationId = await platformOrganization(tx, data.organizationName, createdAt);
    const userId = newId('usr');
    await tx
      .insert(users)
      .values({ id: userId, email: data.email, name: data.name, passwordHash, createdAt });
    await tx.insert(memberships).values({ organizationId, userId, role: 'staff', createdAt });
    await audit(organizationId, { action: 'user.create-first-admin', entityId: userId });
    return true;
  });
  // Another process that started at the same moment was first.
  return created.catch(async (error: unknown) => {
    if (await hasAdmin(ctx.databases.auth)) return false;
    throw error;
  });
}

async function platformOrganization(tx: Transaction, name: string, createdAt: Date) {
  const [known] = await tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(eq(organizations.isPlatform, true));
  if (known) return known.id;
  const id = newId('org');
  await tx.insert(organizations).values({ id, name, isPlatform: true, createdAt });
  return id;
}

async function hasAdmin(database: Queryable): Promise<boolean> {
  const admins = await database
    .select({ id: memberships.id })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(and(eq(memberships.role, 'staff'), eq(organizations.isPlatform, true)))
    .limit(1);
  return admins.length > 0;
}
