import type { Metadata } from 'next';
import { Dashboard } from '../../../advertiser/dashboard.tsx';

export const metadata: Metadata = { title: 'Dashboard' };

export default function Page() {
  return <Dashboard />;
}
