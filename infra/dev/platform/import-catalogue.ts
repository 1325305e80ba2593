import type { Id } from '@placard/domain';
import { importItems, listItems, type ServiceContext } from '@placard/services';

export type CatalogueItem = {
  readonly externalId: string;
  readonly title: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  /** Decimal, such as `12.50`. */
  readonly price?: string;
};

/** Imports items as an advertiser would, by CSV, and answers their ids by external id. */
export async function importCatalogue(
  ctx: ServiceContext,
  advertiserId: Id<'adv'>,
  items: readonly CatalogueItem[],
): Promise<Map<string, Id<'itm'>>> {
  const result = await importItems({ ctx, input: { advertiserId, csv: csvOf(items) } });
  const [problem] = result.problems;
  if (problem) throw new Error(`catalogue row ${problem.row}: ${problem.message}`);
  return readIds(ctx, advertiserId);
}

async function readIds(ctx: ServiceContext, advertiserId: Id<'adv'>) {
  const limit = 500;
  const ids = new Map<string, Id<'itm'>>();
  for (let before: string | undefined; ; ) {
    const input = { advertiserId, limit, ...(before ? { before } : {}) };
    const page = await listItems({ ctx, input });
    for (const item of page) ids.set(item.externalId, item.id);
    if (page.length < limit) return ids;
    before = page.at(-1)!.id;
  }
}

function csvOf(items: readonly CatalogueItem[]): string {
  const attributes = [...new Set(items.flatMap((item) => Object.keys(item.attributes)))];
  const header = ['external_id', 'title', 'description', 'categories', 'price', ...attributes];
  const rows = items.map((item) => [
    item.externalId,
    item.title,
    item.description,
    item.categories.join('|'),
    item.price ?? '',
    ...attributes.map((name) => item.attributes[name] ?? ''),
  ]);
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\n');
}
