import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ModelVersionPage } from '../../../../../model/model-version-page.tsx';

export const metadata: Metadata = { title: 'Model version' };

export default async function Page({ params }: { params: Promise<{ modelVersionId: string }> }) {
  const { modelVersionId } = await params;
  if (!isId('mdl', modelVersionId)) notFound();
  return <ModelVersionPage modelVersionId={modelVersionId} />;
}
