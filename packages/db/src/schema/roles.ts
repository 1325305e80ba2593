import { pgRole } from 'drizzle-orm/pg-core';

/** Database roles; none can bypass row-level security. `migrate` creates them before the first migration. */
export const appRole = pgRole('placard_app').existing();
export const adminRole = pgRole('placard_admin').existing();
export const authRole = pgRole('placard_auth').existing();
export const ingestRole = pgRole('placard_ingest').existing();
export const workerRole = pgRole('placard_worker').existing();

/** `app`: one tenant a transaction. `admin`: platform staff. `auth`: sign-in. `ingest`: appends. `worker`: jobs. */
export const DATABASE_ROLES = ['app', 'admin', 'auth', 'ingest', 'worker'] as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[number];
