import {
  ads,
  advertisers,
  creatives,
  items,
  placements,
  properties,
  type Transaction,
} from '@placard/db';
import { eq, inArray } from 'drizzle-orm';
import { type Call, parseInput } from '../input.ts';
import { staffRead } from '../transaction.ts';
import { type NameThingsInput, nameThingsInput } from './schemas.ts';

/**
 * What people call the ads, items, placements, properties and advertisers that a model knows by id. Ids that name
 * nothing any more, and values that are no ids, are left out. Staff only.
 */
export async function nameThings({ ctx, input }: Call<NameThingsInput>) {
  const { ids } = parseInput(nameThingsInput, input);
  const found = await staffRead(ctx, async (tx) => {
    const rows: { readonly id: string; readonly name: string }[] = [];
    for (const [prefix, read] of Object.entries(READERS)) {
      const own = ids.filter((id) => id.startsWith(`${prefix}_`));
      if (own.length > 0) rows.push(...(await read(tx, own)));
    }
    return rows;
  });
  return Object.fromEntries(found.map(({ id, name }) => [id, name]));
}

type Reader = (
  tx: Transaction,
  ids: readonly string[],
) => Promise<readonly { readonly id: string; readonly name: string }[]>;

const READERS: Readonly<Record<string, Reader>> = {
  ad: (tx, ids) =>
    tx
      .select({ id: ads.id, name: creatives.name })
      .from(ads)
      .innerJoin(creatives, eq(creatives.id, ads.creativeId))
      .where(inArray(ads.id, ids as `ad_${string}`[])),
  itm: (tx, ids) =>
    tx
      .select({ id: items.id, name: items.title })
      .from(items)
      .where(inArray(items.id, ids as `itm_${string}`[])),
  plc: (tx, ids) =>
    tx
      .select({ id: placements.id, name: placements.name })
      .from(placements)
      .where(inArray(placements.id, ids as `plc_${string}`[])),
  prp: (tx, ids) =>
    tx
      .select({ id: properties.id, name: properties.name })
      .from(properties)
      .where(inArray(properties.id, ids as `prp_${string}`[])),
  adv: (tx, ids) =>
    tx
      .select({ id: advertisers.id, name: advertisers.name })
      .from(advertisers)
      .where(inArray(advertisers.id, ids as `adv_${string}`[])),
};
