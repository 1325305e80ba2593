'use client';

import {
  Button,
  Card,
  DropdownMenu,
  EmptyState,
  formatMoney,
  IconButton,
  MenuItem,
  MenuSeparator,
  StatusBadge,
} from '@placard/ui';
import { Archive, Ellipsis, Images, Pause, Pencil, Play, Plus, Target } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '../query/use-action.ts';
import { describeTargeting } from '../targeting/describe-targeting.ts';
import { useTRPC } from '../trpc/client.ts';
import { AdGroupDialog } from './ad-group-dialog.tsx';
import { AdTable } from './ad-table.tsx';
import { AddAdsDialog } from './add-ads-dialog.tsx';
import type { Campaign } from './campaign-page.tsx';
import { capText } from './cap-text.ts';
import { TargetingDialog } from './targeting-dialog.tsx';
import { PRICINGS } from './wizard/draft.ts';

export type AdGroup = Campaign['adGroups'][number];
type Open = 'edit' | 'targeting' | 'ads' | null;

export function AdGroupCard({ adGroup, campaign }: { adGroup: AdGroup; campaign: Campaign }) {
  const trpc = useTRPC();
  const [open, setOpen] = useState<Open>(null);
  const setStatus = useAction(trpc.adGroup.setStatus.mutationOptions(), {
    done: (_, { status }) => `Ad group ${status === 'active' ? 'resumed' : status}`,
  });
  const close = () => setOpen(null);
  const isActive = adGroup.status === 'active';
  const unit = PRICINGS.find((each) => each.value === adGroup.pricing)?.unit;
  const bid = formatMoney(adGroup.bidMicros, { currency: campaign.currency, style: 'unit' });
  return (
    <Card
      flush
      title={
        <span className="flex flex-wrap items-center gap-2">
          {adGroup.name}
          <StatusBadge status={adGroup.status} />
        </span>
      }
      description={
        <>
          {bid} for {unit}. {capText(adGroup.frequencyCap)}
          <br />
          {describeTargeting(adGroup.rules)}
        </>
      }
      actions={
        adGroup.status !== 'archived' && (
          <>
            <Button size="sm" onClick={() => setOpen('ads')}>
              <Plus aria-hidden="true" />
              Add ads
            </Button>
            <DropdownMenu
              trigger={
                <IconButton size="sm" variant="secondary" label={`Change ${adGroup.name}`}>
                  <Ellipsis aria-hidden="true" />
                </IconButton>
              }
            >
              <MenuItem onSelect={() => setOpen('edit')}>
                <Pencil aria-hidden="true" />
                Bid and frequency
              </MenuItem>
              <MenuItem onSelect={() => setOpen('targeting')}>
                <Target aria-hidden="true" />
                Targeting
              </MenuItem>
              <MenuItem
                onSelect={() =>
                  setStatus.mutate({
                    adGroupId: adGroup.id,
                    status: isActive ? 'paused' : 'active',
                  })
                }
              >
                {isActive ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
                {isActive ? 'Pause' : 'Resume'}
              </MenuItem>
              <MenuSeparator />
              <MenuItem
                tone="danger"
                onSelect={() => setStatus.mutate({ adGroupId: adGroup.id, status: 'archived' })}
              >
                <Archive aria-hidden="true" />
                Archive
              </MenuItem>
            </DropdownMenu>
          </>
        )
      }
    >
      {adGroup.ads.length > 0 ? (
        <AdTable ads={adGroup.ads} currency={campaign.currency} name={adGroup.name} />
      ) : (
        <EmptyState
          icon={Images}
          title="No ads in this group"
          description="An ad links one of your creatives to this group. Without ads it never serves."
          action={<Button onClick={() => setOpen('ads')}>Add ads</Button>}
          className="py-8"
        />
      )}
      {open === 'edit' && (
        <AdGroupDialog adGroup={adGroup} currency={campaign.currency} onClose={close} />
      )}
      {open === 'targeting' && <TargetingDialog adGroup={adGroup} onClose={close} />}
      {open === 'ads' && <AddAdsDialog adGroup={adGroup} campaign={campaign} onClose={close} />}
    </Card>
  );
}
