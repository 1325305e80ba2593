import type { ReactNode } from 'react';
import { PublisherProvider } from '../../../publisher/publisher-provider.tsx';

export default function PublisherLayout({ children }: { children: ReactNode }) {
  return <PublisherProvider>{children}</PublisherProvider>;
}
