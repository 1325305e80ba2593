import { isId } from '@placard/domain';
import type { Metadata } from 'next';
import { ComparePage } from '../../../../../model/compare/compare-page.tsx';

export const metadata: Metadata = { title: 'Compare models' };

/** More side by side cannot be told apart. */
const MOST = 6;

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ ids?: string | string[] }>;
}) {
  const { ids = '' } = await searchParams;
  const asked = [...new Set([ids].flat().flatMap((each) => each.split(',')))];
  return <ComparePage ids={asked.filter((id) => isId('mdl', id)).slice(0, MOST)} />;
}
