import type { Metadata } from 'next';
import { DecisionPage } from '../../../../../decision/decision-page.tsx';

export const metadata: Metadata = { title: 'Decision' };

export default async function Page({ params }: { params: Promise<{ decisionId: string }> }) {
  const { decisionId } = await params;
  return <DecisionPage decisionId={decisionId} />;
}
