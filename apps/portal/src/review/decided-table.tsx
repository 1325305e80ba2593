'use client';

import {
  Button,
  type DataColumn,
  DataTable,
  EmptyState,
  formatInstant,
  Instant,
} from '@placard/ui';
import { useMemo, useState } from 'react';
import { CreativeThumbnail } from '../creative/creative-thumbnail.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import { RejectDialog } from './reject-dialog.tsx';
import type { ReviewVersion } from './review-queue.tsx';

/** What was decided, and the way to decide otherwise: a take-down, an appeal. */
export function DecidedTable({
  versions,
  status,
}: {
  versions: readonly ReviewVersion[];
  status: 'approved' | 'rejected';
}) {
  const trpc = useTRPC();
  const [rejecting, setRejecting] = useState<ReviewVersion | null>(null);
  const approve = useAction(trpc.review.approve.mutationOptions(), { done: 'Approved' });
  const { mutate } = approve;
  const columns = useMemo(
    () => [
      ...COLUMNS,
      {
        id: 'actions',
        header: 'Actions',
        align: 'end' as const,
        cell: (version: ReviewVersion) =>
          status === 'approved' ? (
            <Button size="sm" onClick={() => setRejecting(version)}>
              Take down
            </Button>
          ) : (
            <Button
              size="sm"
              onClick={() => mutate({ creativeVersionId: version.creativeVersionId })}
            >
              Approve
            </Button>
          ),
      },
    ],
    [status, mutate],
  );
  return (
    <>
      <DataTable
        label={`Creatives ${status}`}
        columns={columns}
        rows={versions}
        rowId={(version) => version.creativeVersionId}
        pageSize={50}
        empty={<EmptyState title={`Nothing ${status} yet`} />}
      />
      {rejecting && <RejectDialog version={rejecting} onClose={() => setRejecting(null)} />}
    </>
  );
}

const COLUMNS: readonly DataColumn<ReviewVersion>[] = [
  {
    id: 'name',
    header: 'Creative',
    value: (version) => version.name,
    cell: (version) => (
      <span className="flex min-w-40 items-center gap-3">
        <CreativeThumbnail url={version.imageUrl} />
        <span className="flex min-w-0 flex-col">
          <span className="truncate font-medium">{version.name}</span>
          <span className="truncate text-xs text-muted">
            {version.advertiserName}, version {version.version}
          </span>
        </span>
      </span>
    ),
  },
  {
    id: 'reason',
    header: 'Reason',
    hideBelow: 'md',
    value: (version) => version.reviewReason,
  },
  {
    id: 'reviewed',
    header: 'Reviewed',
    hideBelow: 'sm',
    value: (version) => (version.reviewedAt ? formatInstant(version.reviewedAt, 'UTC') : null),
    cell: (version) =>
      version.reviewedAt ? <Instant at={version.reviewedAt} timeZone="UTC" /> : '–',
  },
];
