import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CreativePage } from '../../../../../creative/creative-page.tsx';

export const metadata: Metadata = { title: 'Creative' };

export default async function Page({ params }: { params: Promise<{ creativeId: string }> }) {
  const { creativeId } = await params;
  if (!isId('cre', creativeId)) notFound();
  return <CreativePage creativeId={creativeId} />;
}
