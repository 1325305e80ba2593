import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CampaignPage } from '../../../../../campaign/campaign-page.tsx';

export const metadata: Metadata = { title: 'Campaign' };

export default async function Page({ params }: { params: Promise<{ campaignId: string }> }) {
  const { campaignId } = await params;
  if (!isId('cmp', campaignId)) notFound();
  return <CampaignPage campaignId={campaignId} />;
}
