'use client';

import { Button, Dialog, Notice } from '@placard/ui';
import { useState } from 'react';
import { CreativePicker } from '../creative/creative-picker.tsx';
import { messageOf } from '../query/problem.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { AdGroup } from './ad-group-card.tsx';
import type { Campaign } from './campaign-page.tsx';

/** Links creatives to an ad group, one ad each. */
export function AddAdsDialog({
  adGroup,
  campaign,
  onClose,
}: {
  adGroup: AdGroup;
  campaign: Campaign;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<string[]>([]);
  const [problem, setProblem] = useState<string | null>(null);
  const create = useAction(trpc.ad.create.mutationOptions(), {
    onRefused: (error) => setProblem(messageOf(error)),
  });
  async function add(): Promise<void> {
    setProblem(null);
    for (const creativeId of chosen) {
      const input = { adGroupId: adGroup.id, creativeId: creativeId as `cre_${string}` };
      const added = await create.mutateAsync(input).catch(() => null);
      if (!added) return;
      setChosen((left) => left.filter((each) => each !== creativeId));
    }
    onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={`Add ads to ${adGroup.name}`}
      description="Each chosen creative becomes an ad."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={chosen.length === 0}
            busy={create.isPending}
            onClick={() => void add()}
          >
            {chosen.length > 1 ? `Add ${chosen.length} ads` : 'Add the ad'}
          </Button>
        </>
      }
    >
      {problem && <Notice tone="danger">{problem}</Notice>}
      <CreativePicker
        advertiserId={campaign.advertiserId as `adv_${string}`}
        advertiserName={campaign.advertiserName}
        chosen={chosen}
        onChosenChange={setChosen}
        without={adGroup.ads.map((ad) => ad.creativeId)}
      />
    </Dialog>
  );
}
