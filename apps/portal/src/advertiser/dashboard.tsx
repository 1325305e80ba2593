'use client';

import { Button, Card, DateRange, EmptyState, PageHeader } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Megaphone, Plus } from 'lucide-react';
import NextLink from 'next/link';
import { useState } from 'react';
import { CampaignTable } from '../campaign/campaign-table.tsx';
import { Loaded } from '../query/loaded.tsx';
import { reportSpan } from '../range/report-span.ts';
import { useDayRange } from '../range/use-day-range.ts';
import { useTRPC } from '../trpc/client.ts';
import { useAdvertiser } from './advertiser-provider.tsx';
import { AdvertiserSelect } from './advertiser-select.tsx';
import { DeliveryExport } from './delivery-export.tsx';
import { DeliveryReport } from './delivery-report.tsx';
import { WalletNotice } from './wallet-notice.tsx';

export function Dashboard() {
  const trpc = useTRPC();
  const advertiser = useAdvertiser();
  const [now] = useState(() => new Date());
  const { range, setRange, today } = useDayRange(advertiser.timeZone, now);
  const { fromDay, toDay } = reportSpan(range);
  const campaigns = useQuery(
    trpc.campaign.list.queryOptions({ advertiserId: advertiser.id, fromDay, toDay }),
  );
  return (
    <>
      <PageHeader
        title={advertiser.name}
        description="What your campaigns deliver and cost."
        actions={
          <>
            <AdvertiserSelect />
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={advertiser.timeZone}
            />
            <DeliveryExport advertiserId={advertiser.id} range={range} />
          </>
        }
      />
      <WalletNotice advertiser={advertiser} />
      <DeliveryReport advertiser={advertiser} range={range} />
      <Card title="Campaigns" flush>
        <Loaded query={campaigns} what="campaigns">
          {(rows) => (
            <CampaignTable
              rows={rows}
              csvFileName={`campaigns-${range.from}-${range.to}.csv`}
              empty={<NoCampaigns />}
            />
          )}
        </Loaded>
      </Card>
    </>
  );
}

export function NoCampaigns() {
  return (
    <EmptyState
      icon={Megaphone}
      title="No campaigns yet"
      description="A campaign has a goal, a budget and a bid. It takes about two minutes."
      action={
        <Button asChild variant="primary">
          <NextLink href="/advertiser/campaigns/new">
            <Plus aria-hidden="true" />
            New campaign
          </NextLink>
        </Button>
      }
    />
  );
}
