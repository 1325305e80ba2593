import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

type Column = PgColumn | SQL.Aliased;

/**
 * Foreign keys alone would let a row point into another tenant; a decision must never follow one that does.
 * Written so that the planner only filters by it: as a join key, one large tenant is a cross product.
 */
export function sameTenant(left: Column, right: Column): SQL {
  return sql`${left} is not distinct from ${right}`;
}
