import type { SnapshotAdGroup } from '@placard/contracts';
import { adGroups, campaigns, type Transaction, targetingRules } from '@placard/db';
import type { TargetingRule } from '@placard/domain';
import { and, asc, eq } from 'drizzle-orm';
import { adGroupOfCampaign, campaignIsServable } from './servable.ts';

export async function readAdGroups(tx: Transaction, nowMs: number): Promise<SnapshotAdGroup[]> {
  const rules = await readRules(tx, nowMs);
  const rows = await tx
    .select({
      adGroupId: adGroups.id,
      campaignId: adGroups.campaignId,
      marketId: campaigns.marketId,
      pricing: adGroups.pricing,
      bidMicros: adGroups.bidMicros,
      capImpressions: adGroups.capImpressions,
      capWindowMs: adGroups.capWindowMs,
    })
    .from(adGroups)
    .innerJoin(campaigns, adGroupOfCampaign)
    .where(and(eq(adGroups.status, 'active'), campaignIsServable(nowMs)))
    .orderBy(asc(adGroups.id));
  return rows.map(({ capImpressions, capWindowMs, ...row }) => ({
    ...row,
    frequencyCap:
      capImpressions === null || capWindowMs === null
        ? null
        : { impressions: capImpressions, windowMs: capWindowMs },
    rules: rules.get(row.adGroupId) ?? [],
  }));
}

type Rule = TargetingRule & { readonly values: string[] };

async function readRules(tx: Transaction, nowMs: number): Promise<Map<string, Rule[]>> {
  const rows = await tx
    .select({
      adGroupId: targetingRules.adGroupId,
      attribute: targetingRules.attribute,
      mode: targetingRules.mode,
      values: targetingRules.values,
    })
    .from(targetingRules)
    .innerJoin(adGroups, eq(adGroups.id, targetingRules.adGroupId))
    .innerJoin(campaigns, adGroupOfCampaign)
    .where(and(eq(adGroups.status, 'active'), campaignIsServable(nowMs)))
    .orderBy(asc(targetingRules.id));
  const byAdGroup = new Map<string, Rule[]>();
  for (const { adGroupId, ...rule } of rows) {
    const known = byAdGroup.get(adGroupId);
    if (known) known.push(rule);
    else byAdGroup.set(adGroupId, [rule]);
  }
  return byAdGroup;
}
