'use client';

import { Badge, Button, Card, classNames, Facts, Instant } from '@placard/ui';
import { Check, ExternalLink, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CreativePreview } from '../creative/creative-preview.tsx';
import { previewOf } from '../creative/preview-of.ts';
import { sizeName } from '../creative/sizes.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { RejectDialog } from './reject-dialog.tsx';
import { useReviewKeys } from './use-review-keys.ts';

export type ReviewVersion = ApiOutputs['review']['list'][number];

/** The queue at the left, one version at a time at the right; j, k, a and r without the mouse. */
export function ReviewQueue({ versions }: { versions: readonly ReviewVersion[] }) {
  const trpc = useTRPC();
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [rejecting, setRejecting] = useState(false);
  const index = Math.max(
    0,
    versions.findIndex((version) => version.creativeVersionId === currentId),
  );
  const current = versions[index] ?? versions[0];
  const approve = useAction(trpc.review.approve.mutationOptions(), {
    done: 'Approved; it serves within a second',
  });

  /** The decided one leaves the list: the next stays in sight, or the last when it was the end. */
  const next = versions[index + 1] ?? versions[index - 1];
  function approveCurrent(): void {
    if (!current || approve.isPending) return;
    approve.mutate({ creativeVersionId: current.creativeVersionId });
    setCurrentId(next?.creativeVersionId ?? null);
  }
  const go = (step: number) =>
    setCurrentId(versions[index + step]?.creativeVersionId ?? current?.creativeVersionId ?? null);
  useReviewKeys(
    { j: () => go(1), k: () => go(-1), a: approveCurrent, r: () => setRejecting(true) },
    !rejecting,
  );
  if (!current) return null;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[18rem_minmax(0,1fr)]">
      <QueueList versions={versions} current={current} onChoose={setCurrentId} />
      <Card
        title={current.name}
        description={`${current.advertiserName} · ${current.organizationName}`}
        actions={
          <>
            <Button onClick={() => setRejecting(true)}>
              <X aria-hidden="true" />
              Reject
              <Key name="R" />
            </Button>
            <Button variant="primary" busy={approve.isPending} onClick={approveCurrent}>
              <Check aria-hidden="true" />
              Approve
              <Key name="A" />
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-5">
          <div className="grid min-h-72 place-items-center rounded-lg bg-sunken p-5">
            <CreativePreview
              content={previewOf(current, current.advertiserName)}
              maxWidth={640}
              maxHeight={440}
            />
          </div>
          <Facts
            items={[
              {
                label: 'Landing page',
                value: (
                  <a
                    href={current.landingUrl}
                    target="_blank"
                    rel="noopener noreferrer"
                    className="inline-flex items-center gap-1 break-all text-accent-text hover:underline"
                  >
                    {current.landingUrl}
                    <ExternalLink aria-label="opens a new tab" className="size-3.5 shrink-0" />
                  </a>
                ),
              },
              { label: 'Size', value: sizeName(current) },
              { label: 'Alternative text', value: current.alt || '–' },
              { label: 'Version', value: current.version },
              { label: 'Sent', value: <Instant at={current.createdAt} timeZone="UTC" /> },
            ]}
          />
          <p className="text-xs text-muted max-md:hidden">
            <Key name="J" /> next, <Key name="K" /> previous, <Key name="A" /> approve,{' '}
            <Key name="R" /> reject.
          </p>
        </div>
      </Card>
      {rejecting && (
        <RejectDialog
          version={current}
          onClose={() => setRejecting(false)}
          onRejected={() => setCurrentId(next?.creativeVersionId ?? null)}
        />
      )}
    </div>
  );
}

function QueueList({
  versions,
  current,
  onChoose,
}: {
  versions: readonly ReviewVersion[];
  current: ReviewVersion;
  onChoose: (creativeVersionId: string) => void;
}) {
  const active = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    active.current?.scrollIntoView({ block: 'nearest' });
  }, [current.creativeVersionId]);
  return (
    <Card flush title={`${versions.length} waiting`}>
      <ol className="max-h-64 overflow-y-auto lg:max-h-[70dvh]">
        {versions.map((version) => {
          const isCurrent = version.creativeVersionId === current.creativeVersionId;
          return (
            <li key={version.creativeVersionId} className="border-t border-border">
              <button
                ref={isCurrent ? active : null}
                type="button"
                aria-current={isCurrent}
                onClick={() => onChoose(version.creativeVersionId)}
                className={classNames(
                  'flex w-full flex-col gap-1 px-4 py-2.5 text-left focus-visible:-outline-offset-2',
                  isCurrent ? 'bg-accent-soft' : 'hover:bg-hover',
                )}
              >
                <span className="flex items-center justify-between gap-2">
                  <span className="truncate text-sm font-medium">{version.name}</span>
                  <Badge>{version.format}</Badge>
                </span>
                <span className="truncate text-xs text-muted">{version.advertiserName}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

function Key({ name }: { name: string }) {
  return (
    <kbd className="rounded-sm border border-current px-1 font-mono text-2xs opacity-70">
      {name}
    </kbd>
  );
}
