'use client';

import {
  type DataColumn,
  DataTable,
  formatCount,
  formatPercent,
  IconButton,
  Money,
  StatusBadge,
  Tooltip,
} from '@placard/ui';
import { Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import { CreativeThumbnail } from '../creative/creative-thumbnail.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { AdGroup } from './ad-group-card.tsx';

type Ad = AdGroup['ads'][number];

export function AdTable({ ads, currency, name }: { ads: Ad[]; currency: string; name: string }) {
  const columns = useMemo(() => columnsOf(currency), [currency]);
  return (
    <DataTable
      label={`Ads of ${name}`}
      columns={columns}
      rows={ads}
      rowId={(ad) => ad.id}
      pageSize={10}
      noun="ads"
      searchPlaceholder={ads.length > 10 ? 'Search ads' : undefined}
    />
  );
}

function columnsOf(currency: string): DataColumn<Ad>[] {
  return [
    {
      id: 'ad',
      header: 'Ad',
      value: (ad) => ad.creativeName,
      cell: (ad) => (
        <span className="flex min-w-32 items-center gap-3 py-1">
          <CreativeThumbnail url={ad.imageUrl} />
          <span className="flex min-w-0 flex-col">
            <span className="truncate font-medium">{ad.creativeName}</span>
            <span className="truncate text-xs text-muted">
              {ad.itemTitle ?? `${ad.width} × ${ad.height}`}
            </span>
          </span>
        </span>
      ),
    },
    {
      id: 'review',
      header: 'Review',
      value: (ad) => ad.reviewStatus,
      cell: (ad) =>
        ad.reviewReason ? (
          <Tooltip content={ad.reviewReason}>
            <button type="button" className="rounded-full">
              <StatusBadge status={ad.reviewStatus} />
            </button>
          </Tooltip>
        ) : (
          <StatusBadge status={ad.reviewStatus} />
        ),
    },
    {
      id: 'status',
      header: 'Status',
      hideBelow: 'sm',
      value: (ad) => ad.status,
      cell: (ad) => <StatusBadge status={ad.status} />,
    },
    {
      id: 'impressions',
      header: 'Impressions',
      align: 'end',
      hideBelow: 'sm',
      value: (ad) => ad.delivery.impressions,
      cell: (ad) => formatCount(ad.delivery.impressions),
    },
    {
      id: 'ctr',
      header: 'CTR',
      align: 'end',
      hideBelow: 'md',
      value: (ad) => ad.delivery.ctr,
      cell: (ad) => (ad.delivery.ctr === null ? '–' : formatPercent(ad.delivery.ctr)),
    },
    {
      id: 'spend',
      header: 'Spend',
      align: 'end',
      hideBelow: 'sm',
      value: (ad) => ad.delivery.spendMicros,
      cell: (ad) => <Money micros={ad.delivery.spendMicros} currency={currency} />,
    },
    { id: 'actions', header: 'Actions', align: 'end', cell: (ad) => <AdSwitch ad={ad} /> },
  ];
}

function AdSwitch({ ad }: { ad: Ad }) {
  const trpc = useTRPC();
  const setStatus = useAction(trpc.ad.setStatus.mutationOptions(), {
    done: (_, { status }) => (status === 'active' ? 'Ad resumed' : 'Ad paused'),
  });
  if (ad.status === 'archived') return null;
  const isActive = ad.status === 'active';
  return (
    <IconButton
      size="sm"
      label={`${isActive ? 'Pause' : 'Resume'} ${ad.creativeName}`}
      busy={setStatus.isPending}
      onClick={() => setStatus.mutate({ adId: ad.id, status: isActive ? 'paused' : 'active' })}
    >
      {isActive ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
    </IconButton>
  );
}
