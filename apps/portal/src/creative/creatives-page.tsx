'use client';

import { Badge, Button, Card, EmptyState, PageHeader, StatusBadge, Tabs } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Images, Plus } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { AdvertiserSelect } from '../advertiser/advertiser-select.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { CreativePreview } from './creative-preview.tsx';
import { previewOf } from './preview-of.ts';
import { sizeName } from './sizes.ts';

type Creative = ApiOutputs['creative']['list'][number];
const STATUSES = ['approved', 'pending', 'rejected'] as const;

export function CreativesPage() {
  const trpc = useTRPC();
  const advertiser = useAdvertiser();
  const [tab, setTab] = useState('all');
  const query = useQuery(
    trpc.creative.list.queryOptions({ advertiserId: advertiser.id, limit: 500 }),
  );
  return (
    <>
      <PageHeader
        title="Creatives"
        description="What your ads show. Each version is reviewed before it serves."
        actions={
          <>
            <AdvertiserSelect />
            <Button asChild variant="primary">
              <NextLink href="/advertiser/creatives/new">
                <Plus aria-hidden="true" />
                New creative
              </NextLink>
            </Button>
          </>
        }
      />
      <Loaded query={query} what="creatives">
        {(creatives) =>
          creatives.length === 0 ? (
            <Card flush>
              <NoCreatives />
            </Card>
          ) : (
            <Tabs
              label="Review status"
              value={tab}
              onValueChange={setTab}
              tabs={['all', ...STATUSES].map((status) => {
                const shown = creatives.filter(
                  (each) => status === 'all' || each.reviewStatus === status,
                );
                return {
                  value: status,
                  label: <span className="inline-block first-letter:uppercase">{status}</span>,
                  count: shown.length,
                  content: <Gallery creatives={shown} advertiserName={advertiser.name} />,
                };
              })}
            />
          )
        }
      </Loaded>
    </>
  );
}

function Gallery({
  creatives,
  advertiserName,
}: {
  creatives: readonly Creative[];
  advertiserName: string;
}) {
  if (creatives.length === 0) return <EmptyState title="None with this status" />;
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {creatives.map((creative) => (
        <li
          key={creative.id}
          className="flex flex-col overflow-hidden rounded-lg border border-border bg-surface shadow-xs"
        >
          <div className="grid h-48 place-items-center bg-sunken p-3">
            <CreativePreview
              content={previewOf(creative, advertiserName)}
              maxWidth={300}
              maxHeight={168}
            />
          </div>
          <div className="flex flex-1 flex-col gap-2 border-t border-border p-3.5">
            <NextLink
              href={`/advertiser/creatives/${creative.id}`}
              className="truncate font-medium hover:underline"
            >
              {creative.name}
            </NextLink>
            <p className="text-xs text-muted">
              {sizeName(creative)} · {creative.adCount === 1 ? '1 ad' : `${creative.adCount} ads`}
            </p>
            <div className="mt-auto flex flex-wrap gap-1.5">
              <StatusBadge status={creative.reviewStatus} />
              <Badge>{creative.format}</Badge>
            </div>
            {creative.reviewStatus === 'rejected' && creative.reviewReason && (
              <p className="text-xs text-danger-text">{creative.reviewReason}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function NoCreatives() {
  return (
    <EmptyState
      icon={Images}
      title="No creatives yet"
      description="Upload an image, or write a headline and a text."
      action={
        <Button asChild variant="primary">
          <NextLink href="/advertiser/creatives/new">New creative</NextLink>
        </Button>
      }
    />
  );
}
