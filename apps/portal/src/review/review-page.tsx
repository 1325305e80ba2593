'use client';

import { Card, EmptyState, PageHeader, Tabs } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import { DecidedTable } from './decided-table.tsx';
import { ReviewQueue } from './review-queue.tsx';

type Status = 'pending' | 'approved' | 'rejected';

export function ReviewPage() {
  const [status, setStatus] = useState<Status>('pending');
  return (
    <>
      <PageHeader title="Review" description="Nothing serves before a person has looked at it." />
      <Tabs
        label="Review status"
        value={status}
        onValueChange={(value) => setStatus(value as Status)}
        tabs={[
          { value: 'pending', label: 'Waiting', content: <Pending /> },
          { value: 'approved', label: 'Approved', content: <Decided status="approved" /> },
          { value: 'rejected', label: 'Rejected', content: <Decided status="rejected" /> },
        ]}
      />
    </>
  );
}

function Pending() {
  const trpc = useTRPC();
  const query = useQuery(trpc.review.list.queryOptions({ status: 'pending', limit: 200 }));
  return (
    <Loaded query={query} what="queue">
      {(versions) =>
        versions.length === 0 ? (
          <Card flush>
            <EmptyState
              icon={ClipboardCheck}
              title="The queue is empty"
              description="New creatives and new versions appear here, the oldest first."
            />
          </Card>
        ) : (
          <ReviewQueue versions={versions} />
        )
      }
    </Loaded>
  );
}

function Decided({ status }: { status: 'approved' | 'rejected' }) {
  const trpc = useTRPC();
  const pages = useCursorPages(50);
  const query = useQuery(trpc.review.list.queryOptions({ status, ...pages.input }));
  return (
    <Card flush>
      <Loaded query={query} what="reviews">
        {(versions) => (
          <>
            <DecidedTable versions={versions} status={status} />
            <CursorButtons
              pages={pages}
              rows={versions.map((version) => ({ id: version.creativeVersionId }))}
            />
          </>
        )}
      </Loaded>
    </Card>
  );
}
