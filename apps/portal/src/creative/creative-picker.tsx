'use client';

import { Button, Checkbox, EmptyState, StatusBadge } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Images } from 'lucide-react';
import NextLink from 'next/link';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import { CreativePreview } from './creative-preview.tsx';
import { previewOf } from './preview-of.ts';
import { sizeName } from './sizes.ts';

/** Chooses among an advertiser's creatives. */
export function CreativePicker({
  advertiserId,
  advertiserName,
  chosen,
  onChosenChange,
  without = [],
}: {
  advertiserId: `adv_${string}`;
  advertiserName: string;
  chosen: readonly string[];
  onChosenChange: (creativeIds: string[]) => void;
  /** Already in use here. */
  without?: readonly string[];
}) {
  const trpc = useTRPC();
  const query = useQuery(trpc.creative.list.queryOptions({ advertiserId }));
  const toggle = (id: string, on: boolean) =>
    onChosenChange(on ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <Loaded query={query} what="creatives">
      {(all) => {
        const creatives = all.filter((creative) => !without.includes(creative.id));
        if (creatives.length === 0) return <NoneToChoose />;
        return (
          <ul className="grid gap-3 sm:grid-cols-2">
            {creatives.map((creative) => (
              <li
                key={creative.id}
                className="flex flex-col gap-3 rounded-lg border border-border p-3"
              >
                <Checkbox
                  label={creative.name}
                  hint={sizeName(creative)}
                  checked={chosen.includes(creative.id)}
                  onCheckedChange={(on) => toggle(creative.id, on)}
                />
                <CreativePreview
                  content={previewOf(creative, advertiserName)}
                  maxWidth={230}
                  maxHeight={150}
                  className="justify-start"
                />
                <StatusBadge status={creative.reviewStatus} />
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}

function NoneToChoose() {
  return (
    <EmptyState
      icon={Images}
      title="No creatives to add"
      description="Upload an image or write a text first; ads can be added at any time."
      action={
        <Button asChild>
          <NextLink href="/advertiser/creatives/new">New creative</NextLink>
        </Button>
      }
    />
  );
}
