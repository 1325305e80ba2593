import { connectDatabase, type Database } from '@placard/db';
import { readEnv } from '../env.ts';

type Connections = { readonly app: Database; readonly admin: Database; readonly auth: Database };

let connections: Connections | undefined;

/** One pool a database role, for the life of the process. */
export function databases(): Connections {
  connections ??= connect();
  return connections;
}

function connect(): Connections {
  const { databaseUrls } = readEnv();
  return {
    app: connectDatabase(databaseUrls.app, { poolSize: 10 }),
    admin: connectDatabase(databaseUrls.admin, { poolSize: 5 }),
    auth: connectDatabase(databaseUrls.auth, { poolSize: 5 }),
  };
}
