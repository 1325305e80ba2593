import type { Metadata } from 'next';
import { WalletPage } from '../../../../wallet/wallet-page.tsx';

export const metadata: Metadata = { title: 'Wallet' };

export default function Page() {
  return <WalletPage />;
}
