import { migrate } from './migrate.ts';

const url = process.env.DATABASE_URL;
if (!url) {
  console.error('DATABASE_URL is not set: the owner connection of the database to migrate');
  process.exit(1);
}
const rolePassword = process.env.PLACARD_DB_ROLE_PASSWORD;
await migrate(url, rolePassword ? { rolePassword } : {});
console.log('database is up to date');
