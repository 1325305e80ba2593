import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlacementPage } from '../../../../../publisher/placement-page.tsx';

export const metadata: Metadata = { title: 'Placement' };

export default async function Page({ params }: { params: Promise<{ placementId: string }> }) {
  const { placementId } = await params;
  if (!isId('plc', placementId)) notFound();
  return <PlacementPage placementId={placementId} />;
}
