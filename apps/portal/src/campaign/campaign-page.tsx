'use client';

import {
  Button,
  DateRange,
  DropdownMenu,
  IconButton,
  MenuItem,
  PageHeader,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Archive, Ellipsis, Pause, Pencil, Play } from 'lucide-react';
import { useState } from 'react';
import { DeliveryExport } from '../advertiser/delivery-export.tsx';
import { DeliveryReport } from '../advertiser/delivery-report.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useDayRange } from '../range/use-day-range.ts';
import { ReportSkeleton } from '../report/page-skeleton.tsx';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { AdGroupCard } from './ad-group-card.tsx';
import { CampaignFacts } from './campaign-facts.tsx';
import { EditCampaignDialog } from './edit-campaign-dialog.tsx';
import { NewAdGroupButton } from './new-ad-group.tsx';
import { StatusDialog, type StatusVerb } from './status-dialog.tsx';

export type Campaign = ApiOutputs['campaign']['get'];

export function CampaignPage({ campaignId }: { campaignId: `cmp_${string}` }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.campaign.get.queryOptions({ campaignId }));
  return (
    <Loaded query={query} what="campaign" isPage skeleton={<ReportSkeleton label="campaign" />}>
      {(campaign) => <CampaignView campaign={campaign} />}
    </Loaded>
  );
}

function CampaignView({ campaign }: { campaign: Campaign }) {
  const [now] = useState(() => new Date());
  const { range, setRange, today } = useDayRange(campaign.timeZone, now);
  const [verb, setVerb] = useState<StatusVerb | null>(null);
  const [editing, setEditing] = useState(false);
  const advertiserId = campaign.advertiserId as `adv_${string}`;
  const isActive = campaign.status === 'active';
  const isArchived = campaign.status === 'archived';
  return (
    <>
      <PageHeader
        title={campaign.name}
        badge={<StatusBadge status={campaign.state} />}
        description={`${campaign.marketName} market`}
        link={Link}
        breadcrumbs={[{ label: 'Campaigns', href: '/advertiser/campaigns' }]}
        actions={
          <>
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={campaign.timeZone}
            />
            {!isArchived && (
              <>
                <Button onClick={() => setVerb(isActive ? 'pause' : 'resume')}>
                  {isActive ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
                  {isActive ? 'Pause' : campaign.status === 'draft' ? 'Start' : 'Resume'}
                </Button>
                <Button variant="primary" onClick={() => setEditing(true)}>
                  <Pencil aria-hidden="true" />
                  Edit
                </Button>
                <DropdownMenu
                  trigger={
                    <IconButton label="More" variant="secondary">
                      <Ellipsis aria-hidden="true" />
                    </IconButton>
                  }
                >
                  <MenuItem tone="danger" onSelect={() => setVerb('archive')}>
                    <Archive aria-hidden="true" />
                    Archive
                  </MenuItem>
                </DropdownMenu>
              </>
            )}
          </>
        }
      />
      <CampaignFacts campaign={campaign} />
      <DeliveryReport
        advertiser={{ id: advertiserId, timeZone: campaign.timeZone }}
        campaignId={campaign.id}
        range={range}
      />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Ad groups</h2>
        <div className="flex gap-2">
          <DeliveryExport advertiserId={advertiserId} campaignId={campaign.id} range={range} />
          {!isArchived && <NewAdGroupButton campaign={campaign} />}
        </div>
      </div>
      {campaign.adGroups.map((adGroup) => (
        <AdGroupCard key={adGroup.id} adGroup={adGroup} campaign={campaign} />
      ))}
      <StatusDialog campaign={campaign} verb={verb} onClose={() => setVerb(null)} />
      {editing && <EditCampaignDialog campaign={campaign} onClose={() => setEditing(false)} />}
    </>
  );
}
