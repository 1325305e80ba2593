import type { Snapshot } from '@placard/contracts';
import type { Database } from '@placard/db';
import { sql } from 'drizzle-orm';
import { readAdGroups } from './ad-groups.ts';
import { readAds } from './ads.ts';
import { readCampaigns } from './campaigns.ts';
import { readMarkets } from './markets.ts';
import { readPlacements } from './placements.ts';
import { readRetiredLandingUrls } from './retired-landing-urls.ts';
import { readServerKeys } from './server-keys.ts';

/** Where a stored image is served from. `digest` is its sha256 (hex), `contentType` such as `image/png`. */
export type AssetUrl = (asset: { digest: string; contentType: string }) => string;
export type SnapshotOptions = { readonly nowMs: number; readonly assetUrl: AssetUrl };

/**
 * All that a decision needs, as the database stands at one moment: only what is active, approved and within
 * reach of its schedule. `database` is connected as the worker role. The same rows give the same content in
 * the same order, so that a digest without `builtAtMs` tells whether anything changed.
 */
export async function buildSnapshot(
  database: Database,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const { nowMs, assetUrl } = options;
  return database.transaction(
    async (tx) => {
      // Every table is read whole: with stale statistics (after an import) the planner would loop instead,
      // and sorts of this size belong in memory.
      await tx.execute(sql`select set_config('enable_nestloop', 'off', true),
        set_config('jit', 'off', true), set_config('work_mem', '128MB', true)`);
      const ads = await readAds(tx, options);
      const used = {
        adGroups: new Set(ads.map((ad) => ad.adGroupId)),
        campaigns: new Set<string>(),
      };
      const adGroups = (await readAdGroups(tx, nowMs)).filter((g) =>
        used.adGroups.has(g.adGroupId),
      );
      for (const adGroup of adGroups) used.campaigns.add(adGroup.campaignId);
      const campaigns = await readCampaigns(tx, nowMs);
      return {
        formatVersion: 1,
        builtAtMs: nowMs,
        markets: await readMarkets(tx),
        campaigns: campaigns.filter((c) => used.campaigns.has(c.campaignId)),
        adGroups,
        ads,
        placements: await readPlacements(tx, assetUrl),
        retiredLandingUrls: await readRetiredLandingUrls(tx, nowMs),
        ...(await readServerKeys(tx)),
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
