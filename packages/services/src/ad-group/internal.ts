import { adGroups, campaigns, targetingRules } from '@placard/db';
import { type Id, newId, type TargetingRule } from '@placard/domain';
import { and, eq } from 'drizzle-orm';
import { insertAds } from '../ad/internal.ts';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';
import type { NewAdGroup } from './schemas.ts';

/** The ad group with its campaign's advertiser. @throws not-found */
export async function requireAdGroup({ tx, organizationId }: TenantRead, adGroupId: string) {
  const [row] = await tx
    .select({ adGroup: adGroups, advertiserId: campaigns.advertiserId })
    .from(adGroups)
    .innerJoin(campaigns, eq(campaigns.id, adGroups.campaignId))
    .where(
      and(
        eq(adGroups.id, adGroupId as `agr_${string}`),
        eq(adGroups.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Ad group');
  return { ...row.adGroup, advertiserId: row.advertiserId };
}

/** Writes ad groups with their rules and ads into a campaign of the tenant. */
export async function insertAdGroups(
  scope: TenantRead,
  campaign: { readonly id: string; readonly advertiserId: string },
  groups: readonly NewAdGroup[],
  createdAt: Date,
): Promise<{ adGroupIds: Id<'agr'>[]; adIds: Id<'ad'>[] }> {
  if (groups.length === 0) return { adGroupIds: [], adIds: [] };
  const named = groups.map((group) => ({ id: newId('agr'), group }));
  await scope.tx.insert(adGroups).values(
    named.map(({ id, group }) => ({
      id,
      organizationId: scope.organizationId,
      campaignId: campaign.id,
      name: group.name,
      status: group.status,
      pricing: group.pricing,
      bidMicros: group.bidMicros,
      ...capColumns(group.frequencyCap),
      createdAt,
      updatedAt: createdAt,
    })),
  );
  for (const { id, group } of named) await insertRules(scope, id, group.rules, createdAt);
  const adIds = await insertAds(
    scope,
    campaign.advertiserId,
    named.flatMap(({ id, group }) => group.ads.map((ad) => ({ adGroupId: id, ad }))),
    createdAt,
  );
  return { adGroupIds: named.map(({ id }) => id), adIds };
}

export async function insertRules(
  { tx, organizationId }: TenantRead,
  adGroupId: string,
  rules: readonly TargetingRule[],
  createdAt: Date,
): Promise<void> {
  if (rules.length === 0) return;
  await tx.insert(targetingRules).values(
    rules.map((rule) => ({
      id: newId('tgt'),
      organizationId,
      adGroupId,
      attribute: rule.attribute,
      mode: rule.mode,
      values: [...rule.values],
      createdAt,
    })),
  );
}

export function capColumns(cap: NewAdGroup['frequencyCap']) {
  return { capImpressions: cap?.impressions ?? null, capWindowMs: cap?.windowMs ?? null };
}
