import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import { migrateQueue } from './migrate-queue.ts';
import { DATABASE_ROLES, type DatabaseRole } from './schema/roles.ts';

// A bundle that imports this package never migrates: the folder is looked up only when it does.
const migrationsFolder = () => join(import.meta.dirname, '../migrations');

/**
 * Brings the database at `ownerUrl` to the newest schema: roles, migrations, grants. Safe to repeat and to
 * run from several processes. `rolePassword` is set on every role where the server asks for passwords.
 */
export async function migrate(
  ownerUrl: string,
  options: { rolePassword?: string } = {},
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migrations]);
    await createRoles(client, options.rolePassword);
    await runMigrations(drizzle(client), { migrationsFolder: migrationsFolder() });
    await migrateQueue(client);
  } finally {
    await client.end();
  }
}

/** `url` with its user (and password) replaced by a role's: what each process connects with. */
export function urlForRole(url: string, role: DatabaseRole, password?: string): string {
  const roleUrl = new URL(url);
  roleUrl.username = `placard_${role}`;
  roleUrl.password = password ?? '';
  return roleUrl.toString();
}

async function createRoles(client: pg.Client, password: string | undefined): Promise<void> {
  const wanted = [...DATABASE_ROLES.map((role) => `placard_${role}`), 'placard_views'];
  for (const role of wanted) {
    const login = role === 'placard_views' ? 'nologin' : 'login';
    await client.query(`
      do $$ begin
        create role ${role} ${login} nosuperuser nobypassrls nocreatedb nocreaterole;
      exception when duplicate_object or unique_violation then null;
      end $$`);
    if (password && login === 'login') {
      await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
    }
  }
}
