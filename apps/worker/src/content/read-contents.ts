import type { Snapshot, SnapshotAd } from '@placard/contracts';
import type { MarketContents } from '@placard/training';
import type pg from 'pg';

/** What is said of an item beside its ads. */
type ItemRow = { id: string; title: string; description: string; categories: string[] };

const MOST_DESCRIPTION = 500;

/** By market, all that its serving ads and the items they promote say. */
export async function readContents(
  pool: pg.Pool,
  { ads, adGroups, markets }: Snapshot,
): Promise<Map<string, MarketContents>> {
  const marketOfGroup = new Map(adGroups.map(({ adGroupId, marketId }) => [adGroupId, marketId]));
  const adsByMarket = new Map<string, SnapshotAd[]>(markets.map(({ marketId }) => [marketId, []]));
  for (const ad of ads) adsByMarket.get(marketOfGroup.get(ad.adGroupId) ?? '')?.push(ad);
  const items = await readItems(pool, [...new Set(ads.flatMap(({ itemId }) => itemId ?? []))]);
  return new Map(
    [...adsByMarket].map(([marketId, own]) => [marketId, contentsOf(own, items)] as const),
  );
}

function contentsOf(
  ads: readonly SnapshotAd[],
  itemById: ReadonlyMap<string, ItemRow>,
): MarketContents {
  const items = new Map<string, MarketContents['items'][number]>();
  const categories = new Set<string>();
  const texts = ads.map(({ adId, itemId, categories: names, creative }) => {
    for (const name of names) categories.add(name);
    const item = itemId === null ? undefined : itemById.get(itemId);
    const { headline, body, alt } = creative;
    const image = creative.imageUrl?.split('/').at(-1) ?? null;
    if (itemId !== null && !items.has(itemId)) {
      const said = itemText(item) || (headline ?? '');
      items.set(itemId, { itemId, text: said, categories: names, image });
    }
    const text = [headline, body, alt, item?.title].filter(Boolean).join(' ');
    return { adId, text, categories: names, image };
  });
  return { ads: texts, items: [...items.values()], categories: [...categories].sort() };
}

function itemText(item: ItemRow | undefined): string {
  if (!item) return '';
  return `${item.title} ${item.description.slice(0, MOST_DESCRIPTION)}`.trim();
}

async function readItems(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ItemRow>> {
  const { rows } = await pool.query<ItemRow>(
    'select id, title, description, categories from items where id = any($1)',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
