import type { Metadata } from 'next';
import { PropertiesPage } from '../../../../publisher/properties-page.tsx';

export const metadata: Metadata = { title: 'Properties' };

export default function Page() {
  return <PropertiesPage />;
}
