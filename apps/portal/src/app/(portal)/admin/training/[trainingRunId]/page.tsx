import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TrainingRunPage } from '../../../../../training/training-run-page.tsx';

export const metadata: Metadata = { title: 'Training run' };

export default async function Page({ params }: { params: Promise<{ trainingRunId: string }> }) {
  const { trainingRunId } = await params;
  if (!isId('run', trainingRunId)) notFound();
  return <TrainingRunPage trainingRunId={trainingRunId} />;
}
