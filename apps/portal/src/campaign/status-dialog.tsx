'use client';

import { ConfirmDialog } from '@placard/ui';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { Campaign } from './campaign-page.tsx';

export type StatusVerb = 'pause' | 'resume' | 'archive';

const WORDS = {
  pause: {
    title: 'Pause this campaign?',
    text: 'Its ads stop within a second. Budgets and figures stay as they are.',
    confirm: 'Pause',
    done: 'Campaign paused',
    tone: 'primary',
  },
  resume: {
    title: 'Let this campaign serve?',
    text: 'Its approved ads take part in auctions within a second, within schedule and budget.',
    confirm: 'Start serving',
    done: 'Campaign is serving',
    tone: 'primary',
  },
  archive: {
    title: 'Archive this campaign?',
    text: 'It stops for good and leaves the lists. Its figures stay. This cannot be undone.',
    confirm: 'Archive',
    done: 'Campaign archived',
    tone: 'danger',
  },
} as const;

export function StatusDialog({
  campaign,
  verb,
  onClose,
}: {
  campaign: Pick<Campaign, 'id' | 'name'>;
  verb: StatusVerb | null;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const words = WORDS[verb ?? 'pause'];
  const options = { done: words.done, onDone: onClose };
  const pause = useAction(trpc.campaign.pause.mutationOptions(), options);
  const resume = useAction(trpc.campaign.resume.mutationOptions(), options);
  const archive = useAction(trpc.campaign.archive.mutationOptions(), options);
  const action = { pause, resume, archive }[verb ?? 'pause'];
  return (
    <ConfirmDialog
      open={verb !== null}
      onOpenChange={(open) => !open && onClose()}
      title={words.title}
      description={
        <>
          <strong className="text-text">{campaign.name}</strong>: {words.text}
        </>
      }
      confirmLabel={words.confirm}
      tone={words.tone}
      busy={action.isPending}
      onConfirm={() => action.mutate({ campaignId: campaign.id })}
    />
  );
}
