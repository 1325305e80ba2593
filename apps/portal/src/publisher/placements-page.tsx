'use client';

import { Button, Card, DateRange, EmptyState, PageHeader, Switch } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Globe, Plus } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { reportSpan } from '../range/report-span.ts';
import { useDayRange } from '../range/use-day-range.ts';
import { useTRPC } from '../trpc/client.ts';
import { NewPlacementDialog } from './new-placement-dialog.tsx';
import { PlacementTable } from './placement-table.tsx';
import { PublisherSelect, usePublisher } from './publisher-provider.tsx';

export function PlacementsPage() {
  const trpc = useTRPC();
  const publisher = usePublisher();
  const [now] = useState(() => new Date());
  const [adding, setAdding] = useState(false);
  const [includeArchived, setIncludeArchived] = useState(false);
  const { range, setRange, today } = useDayRange(publisher.timeZone, now);
  const { fromDay, toDay } = reportSpan(range);
  const properties = useQuery(trpc.property.list.queryOptions());
  const query = useQuery(trpc.placement.list.queryOptions({ fromDay, toDay, includeArchived }));
  const own = properties.data?.filter((each) => each.publisherId === publisher.id);
  return (
    <>
      <PageHeader
        title="Placements"
        actions={
          <>
            <PublisherSelect />
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={publisher.timeZone}
            />
            <Button variant="primary" disabled={!own?.length} onClick={() => setAdding(true)}>
              <Plus aria-hidden="true" />
              New placement
            </Button>
          </>
        }
      />
      <Card flush>
        <Loaded query={query} what="placements">
          {(rows) => {
            const shown = rows.filter((row) => row.publisherId === publisher.id);
            if (own?.length === 0) return <NeedsProperty />;
            return (
              <PlacementTable
                rows={shown}
                csvFileName={`placements-${range.from}-${range.to}.csv`}
                toolbar={
                  <Switch
                    label="Archived too"
                    checked={includeArchived}
                    onCheckedChange={setIncludeArchived}
                  />
                }
              />
            );
          }}
        </Loaded>
      </Card>
      {adding && own && (
        <NewPlacementDialog
          properties={own}
          currency={publisher.currency}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}

function NeedsProperty() {
  return (
    <EmptyState
      icon={Globe}
      title="Add a property first"
      description="A placement stands on a site or in an app."
      action={
        <Button asChild variant="primary">
          <NextLink href="/publisher/properties">Add a property</NextLink>
        </Button>
      }
    />
  );
}
