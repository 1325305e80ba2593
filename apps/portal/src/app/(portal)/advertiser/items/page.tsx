import type { Metadata } from 'next';
import { ItemsPage } from '../../../../item/items-page.tsx';

export const metadata: Metadata = { title: 'Catalogue' };

export default function Page() {
  return <ItemsPage />;
}
