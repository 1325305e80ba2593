import { randomBytes } from 'node:crypto';
import { withOwner } from './owner-connection.ts';
import { requiredUrl } from './required-url.ts';
import { ensureTemplate } from './template-database.ts';

/** The database roles that processes log in as, `placard_<role>` on the server. */
export const DATABASE_ROLES = ['app', 'admin', 'auth', 'ingest', 'worker'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];

export interface TestDatabase {
  /** The owner's address: for set-up and for looking behind row-level security. */
  url: string;
  /** The address a process of the platform would use; row-level security applies to it. */
  urlAs(role: DatabaseRole): string;
  drop(): Promise<void>;
}

/**
 * A private, migrated, empty database on the server of DATABASE_URL, cloned from a template in
 * tens of milliseconds. Roles log in as DATABASE_URL_<ROLE> says, else with the owner's password.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = requiredUrl('DATABASE_URL');
  const template = await ensureTemplate(serverUrl);
  const name = `placard_test_${process.pid}_${randomBytes(5).toString('hex')}`;
  await withOwner(serverUrl, (owner) =>
    owner.query(`create database ${name} template ${template}`),
  );

  const at = (address: string, user?: string): string => {
    const url = new URL(address);
    url.pathname = `/${name}`;
    if (user) url.username = user;
    return url.href;
  };
  return {
    url: at(serverUrl),
    urlAs: (role) => {
      const own = process.env[`DATABASE_URL_${role.toUpperCase()}`];
      return own ? at(own) : at(serverUrl, `placard_${role}`);
    },
    drop: async () => {
      await withOwner(serverUrl, (owner) =>
        owner.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}
