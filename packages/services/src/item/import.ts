import { items } from '@placard/db';
import { newId } from '@placard/domain';
import { sql } from 'drizzle-orm';
import { requireAdvertiser } from '../advertiser/internal.ts';
import { nowOf } from '../context.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';
import { itemRow } from './item-row.ts';
import { type RowProblem, readCsv } from './read-csv.ts';
import { type ImportItemsInput, importItemsInput } from './schemas.ts';

const ROWS_PER_INSERT = 1_000;

export type ImportResult = {
  /** Data rows of the file; always imported + problems. */
  readonly total: number;
  readonly imported: number;
  readonly problems: readonly RowProblem[];
};

/**
 * Reads a catalogue: good rows are written (by external id: a repeated import updates), the rest are named
 * with their reasons. Columns: external_id, title, description, categories, url, image_url, price; any other
 * becomes an attribute. @throws not-found, invalid
 */
export async function importItems({ ctx, input }: Call<ImportItemsInput>): Promise<ImportResult> {
  const { advertiserId, csv } = parseInput(importItemsInput, input);
  return tenantWrite(ctx, 'buy', async (scope) => {
    await requireAdvertiser(scope, advertiserId);
    const read = readCsv(csv, itemRow, ['external_id', 'title']);
    const { unique, repeated } = withoutRepeats(read.rows);
    const now = nowOf(ctx);
    for (let at = 0; at < unique.length; at += ROWS_PER_INSERT) {
      await scope.tx
        .insert(items)
        .values(
          unique.slice(at, at + ROWS_PER_INSERT).map(({ value }) => ({
            id: newId('itm'),
            organizationId: scope.organizationId,
            advertiserId,
            ...value,
            createdAt: now,
            updatedAt: now,
          })),
        )
        .onConflictDoUpdate({
          target: [items.advertiserId, items.externalId],
          set: {
            title: sql`excluded.title`,
            description: sql`excluded.description`,
            categories: sql`excluded.categories`,
            attributes: sql`excluded.attributes`,
            url: sql`excluded.url`,
            imageUrl: sql`excluded.image_url`,
            priceMicros: sql`excluded.price_micros`,
            updatedAt: now,
          },
        });
    }
    const problems = [...read.problems, ...repeated].sort((a, b) => a.row - b.row);
    await scope.audit({
      action: 'item.import',
      entityId: advertiserId,
      detail: { imported: unique.length, problems: problems.length },
    });
    return { total: read.total, imported: unique.length, problems };
  });
}

/** One statement cannot write a row twice; the first stands and the repeats are told. */
function withoutRepeats<Row extends { externalId: string }>(
  rows: readonly { readonly row: number; readonly value: Row }[],
) {
  const firstRow = new Map<string, number>();
  const repeated: RowProblem[] = [];
  const unique = rows.filter(({ row, value }) => {
    const first = firstRow.get(value.externalId);
    if (first === undefined) {
      firstRow.set(value.externalId, row);
      return true;
    }
    repeated.push({ row, message: `external_id: the same as in row ${first}` });
    return false;
  });
  return { unique, repeated };
}
