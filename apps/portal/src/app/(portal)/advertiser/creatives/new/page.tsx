import type { Metadata } from 'next';
import { NewCreativePage } from '../../../../../creative/new-creative-page.tsx';

export const metadata: Metadata = { title: 'New creative' };

export default function Page() {
  return <NewCreativePage />;
}
