import type { Metadata } from 'next';
import { PlacementsPage } from '../../../../publisher/placements-page.tsx';

export const metadata: Metadata = { title: 'Placements' };

export default function Page() {
  return <PlacementsPage />;
}
