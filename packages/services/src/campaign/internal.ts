import { campaigns } from '@placard/db';
import { and, eq } from 'drizzle-orm';
import { notFound } from '../errors.ts';
import type { TenantRead } from '../transaction.ts';

export async function requireCampaign({ tx, organizationId }: TenantRead, campaignId: string) {
  const [row] = await tx
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, campaignId as `cmp_${string}`),
        eq(campaigns.organizationId, organizationId),
      ),
    );
  if (!row) throw notFound('Campaign');
  return row;
}

export type CampaignState = 'draft' | 'paused' | 'archived' | 'scheduled' | 'ended' | 'running';

/** What the status and the schedule together mean now. */
export function campaignState(
  campaign: {
    status: 'draft' | 'active' | 'paused' | 'archived';
    startsAt: Date;
    endsAt: Date | null;
  },
  nowMs: number,
): CampaignState {
  if (campaign.status !== 'active') return campaign.status;
  if (campaign.endsAt && campaign.endsAt.getTime() <= nowMs) return 'ended';
  return campaign.startsAt.getTime() > nowMs ? 'scheduled' : 'running';
}
