'use client';

import { Button, Card, EmptyState, Input, PageHeader } from '@placard/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Boxes, FileUp, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { AdvertiserSelect } from '../advertiser/advertiser-select.tsx';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ItemTable } from './item-table.tsx';

export function ItemsPage() {
  const trpc = useTRPC();
  const advertiser = useAdvertiser();
  const pages = useCursorPages(50);
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const [importing, setImporting] = useState(false);
  const query = useQuery(
    trpc.item.list.queryOptions(
      { advertiserId: advertiser.id, ...pages.input, ...(search ? { search } : {}) },
      { placeholderData: keepPreviousData },
    ),
  );
  const filter = (
    <Input
      type="search"
      aria-label="Search the catalogue"
      placeholder="Title or your own id"
      prefix={<Search aria-hidden="true" className="size-4" />}
      className="h-8.5 max-w-80 min-w-40 flex-1 text-sm"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        pages.reset();
      }}
    />
  );
  const isFiltered = search !== '' || !pages.isNewest;
  return (
    <>
      <PageHeader
        title="Catalogue"
        description="What your ads can promote: products, articles, films. Behaviour refers to these."
        actions={
          <>
            <AdvertiserSelect />
            <Button variant="primary" onClick={() => setImporting(true)}>
              <FileUp aria-hidden="true" />
              Import CSV
            </Button>
          </>
        }
      />
      <Card flush>
        <Loaded query={query} what="catalogue">
          {(items) => (
            <>
              <ItemTable
                items={items}
                currency={advertiser.currency}
                toolbar={filter}
                empty={
                  isFiltered ? (
                    <EmptyState title="Nothing matches" />
                  ) : (
                    <EmptyState
                      icon={Boxes}
                      title="The catalogue is empty"
                      description="Import a CSV file with at least the columns external_id and title."
                      action={<Button onClick={() => setImporting(true)}>Import CSV</Button>}
                    />
                  )
                }
              />
              <CursorButtons pages={pages} rows={items} />
            </>
          )}
        </Loaded>
      </Card>
      {importing && (
        <ImportDialog advertiserId={advertiser.id} onClose={() => setImporting(false)} />
      )}
    </>
  );
}
