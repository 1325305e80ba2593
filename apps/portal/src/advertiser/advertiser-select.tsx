'use client';

import { Select } from '@placard/ui';
import { useAdvertiserChoice } from './advertiser-provider.tsx';

/** Only where there is a choice. */
export function AdvertiserSelect() {
  const { advertiser, advertisers, choose } = useAdvertiserChoice();
  if (advertisers.length < 2) return null;
  return (
    <Select
      aria-label="Advertiser"
      className="h-8.5 w-48"
      options={advertisers.map((each) => ({ value: each.id, label: each.name }))}
      value={advertiser.id}
      onValueChange={choose}
    />
  );
}
