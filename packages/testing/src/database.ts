import { randomBytes } from 'node:crypto';
import { type DatabaseRole, urlForRole } from '@placard/db';
import { withOwner } from './owner-connection.ts';
import { requiredUrl } from './required-url.ts';
import { ensureTemplate } from './template-database.ts';

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

  const at = (address: string): string => {
    const url = new URL(address);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    url: at(serverUrl),
    urlAs: (role) => {
      const own = process.env[`DATABASE_URL_${role.toUpperCase()}`];
      return own ? at(own) : urlForRole(at(serverUrl), role, new URL(serverUrl).password);
    },
    drop: async () => {
      await withOwner(serverUrl, (owner) =>
        owner.query(`drop database if exists ${name} with (force)`),
      );
    },
  };
}
