'use client';

import {
  Badge,
  type DataColumn,
  DataTable,
  formatCount,
  Money,
  microsToDecimal,
} from '@placard/ui';
import { type ReactNode, useMemo } from 'react';
import { CreativeThumbnail } from '../creative/creative-thumbnail.tsx';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Item = ApiOutputs['item']['list'][number];

export function ItemTable({
  items,
  currency,
  toolbar,
  empty,
}: {
  items: readonly Item[];
  currency: string;
  toolbar: ReactNode;
  empty: ReactNode;
}) {
  const columns = useMemo(() => columnsOf(currency), [currency]);
  return (
    <DataTable
      label="Items"
      columns={columns}
      rows={items}
      rowId={(item) => item.id}
      pageSize={50}
      noun="items"
      csvFileName="catalogue.csv"
      toolbar={toolbar}
      empty={empty}
    />
  );
}

function columnsOf(currency: string): DataColumn<Item>[] {
  return [
    {
      id: 'title',
      header: 'Item',
      value: (item) => item.title,
      cell: (item) => (
        <span className="flex min-w-40 items-center gap-3">
          {item.imageUrl && <CreativeThumbnail url={item.imageUrl} />}
          <span className="flex min-w-0 flex-col">
            <span className="truncate font-medium">{item.title}</span>
            <span className="truncate text-xs text-muted">{item.externalId}</span>
          </span>
        </span>
      ),
    },
    {
      id: 'categories',
      header: 'Categories',
      hideBelow: 'sm',
      value: (item) => item.categories.join('|'),
      cell: (item) => (
        <span className="flex flex-wrap gap-1">
          {item.categories.slice(0, 4).map((category) => (
            <Badge key={category}>{category}</Badge>
          ))}
        </span>
      ),
    },
    {
      id: 'price',
      header: 'Price',
      align: 'end',
      value: (item) => item.priceMicros,
      csv: (item) => (item.priceMicros === null ? null : microsToDecimal(item.priceMicros)),
      cell: (item) => <Money micros={item.priceMicros} currency={currency} />,
    },
    {
      id: 'reviews',
      header: 'Reviews',
      align: 'end',
      hideBelow: 'md',
      value: (item) => item.reviewCount,
      cell: (item) =>
        item.meanRating === null
          ? '–'
          : `${item.meanRating.toFixed(1)} of 5 (${formatCount(item.reviewCount)})`,
    },
  ];
}
