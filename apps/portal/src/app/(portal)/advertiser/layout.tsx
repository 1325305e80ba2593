import type { ReactNode } from 'react';
import { AdvertiserProvider } from '../../../advertiser/advertiser-provider.tsx';

export default function AdvertiserLayout({ children }: { children: ReactNode }) {
  return <AdvertiserProvider>{children}</AdvertiserProvider>;
}
