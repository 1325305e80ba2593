'use client';

import { Card, DateRange, PageHeader } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { reportSpan } from '../range/report-span.ts';
import { useDayRange } from '../range/use-day-range.ts';
import { useTRPC } from '../trpc/client.ts';
import { OwedNotice } from './owed-notice.tsx';
import { PlacementTable } from './placement-table.tsx';
import { PublisherSelect, usePublisher } from './publisher-provider.tsx';
import { RevenueExport } from './revenue-export.tsx';
import { RevenueReport } from './revenue-report.tsx';

export function RevenuePage() {
  const trpc = useTRPC();
  const publisher = usePublisher();
  const [now] = useState(() => new Date());
  const { range, setRange, today } = useDayRange(publisher.timeZone, now);
  const { fromDay, toDay } = reportSpan(range);
  const placements = useQuery(trpc.placement.list.queryOptions({ fromDay, toDay }));
  return (
    <>
      <PageHeader
        title={publisher.name}
        description="What your inventory earns."
        actions={
          <>
            <PublisherSelect />
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={publisher.timeZone}
            />
            <RevenueExport publisherId={publisher.id} range={range} />
          </>
        }
      />
      <OwedNotice publisher={publisher} />
      <RevenueReport publisher={publisher} range={range} />
      <Card title="Placements" flush>
        <Loaded query={placements} what="placements">
          {(rows) => (
            <PlacementTable
              rows={rows.filter((row) => row.publisherId === publisher.id)}
              csvFileName={`placements-${range.from}-${range.to}.csv`}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}
