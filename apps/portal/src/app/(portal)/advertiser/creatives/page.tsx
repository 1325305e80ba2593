import type { Metadata } from 'next';
import { CreativesPage } from '../../../../creative/creatives-page.tsx';

export const metadata: Metadata = { title: 'Creatives' };

export default function Page() {
  return <CreativesPage />;
}
