'use client';

import { Button, formatMoney, Notice } from '@placard/ui';
import NextLink from 'next/link';
import type { Advertiser } from './advertiser-provider.tsx';

/** Nothing serves from an empty wallet: that is said where the figures are. */
export function WalletNotice({ advertiser }: { advertiser: Advertiser }) {
  if (advertiser.balanceMicros > 0) return null;
  const left = formatMoney(advertiser.balanceMicros, { currency: advertiser.currency });
  return (
    <Notice
      tone="warning"
      title="The wallet is empty"
      action={
        <Button asChild size="sm">
          <NextLink href="/advertiser/wallet">Open the wallet</NextLink>
        </Button>
      }
    >
      {left} left. Campaigns serve again as soon as it is topped up.
    </Notice>
  );
}
