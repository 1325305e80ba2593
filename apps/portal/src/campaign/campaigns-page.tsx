'use client';

import { Button, Card, DateRange, PageHeader, Switch } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { AdvertiserSelect } from '../advertiser/advertiser-select.tsx';
import { NoCampaigns } from '../advertiser/dashboard.tsx';
import { Loaded } from '../query/loaded.tsx';
import { reportSpan } from '../range/report-span.ts';
import { useDayRange } from '../range/use-day-range.ts';
import { useTRPC } from '../trpc/client.ts';
import { CampaignTable } from './campaign-table.tsx';

export function CampaignsPage() {
  const trpc = useTRPC();
  const advertiser = useAdvertiser();
  const [now] = useState(() => new Date());
  const [includeArchived, setIncludeArchived] = useState(false);
  const { range, setRange, today } = useDayRange(advertiser.timeZone, now);
  const { fromDay, toDay } = reportSpan(range);
  const query = useQuery(
    trpc.campaign.list.queryOptions({
      advertiserId: advertiser.id,
      includeArchived,
      fromDay,
      toDay,
    }),
  );
  return (
    <>
      <PageHeader
        title="Campaigns"
        actions={
          <>
            <AdvertiserSelect />
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={advertiser.timeZone}
            />
            <Button asChild variant="primary">
              <NextLink href="/advertiser/campaigns/new">
                <Plus aria-hidden="true" />
                New campaign
              </NextLink>
            </Button>
          </>
        }
      />
      <Card flush>
        <Loaded query={query} what="campaigns">
          {(rows) => (
            <CampaignTable
              rows={rows}
              csvFileName={`campaigns-${range.from}-${range.to}.csv`}
              toolbar={
                <Switch
                  label="Archived too"
                  checked={includeArchived}
                  onCheckedChange={setIncludeArchived}
                />
              }
              empty={<NoCampaigns />}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}
