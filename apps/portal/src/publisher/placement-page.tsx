'use client';

import {
  Badge,
  Button,
  Card,
  CodeBlock,
  ConfirmDialog,
  DateRange,
  EmptyState,
  Facts,
  Money,
  PageHeader,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Archive, Pencil } from 'lucide-react';
import { useState } from 'react';
import { sizeName } from '../creative/sizes.ts';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useDayRange } from '../range/use-day-range.ts';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import { EditPlacementDialog } from './edit-placement-dialog.tsx';
import type { PlacementRow } from './placement-table.tsx';
import { usePublisher } from './publisher-provider.tsx';
import { RevenueExport } from './revenue-export.tsx';
import { RevenueReport } from './revenue-report.tsx';

export function PlacementPage({ placementId }: { placementId: `plc_${string}` }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.placement.list.queryOptions({ includeArchived: true }));
  return (
    <Loaded query={query} what="placement" isPage>
      {(rows) => {
        const placement = rows.find((row) => row.id === placementId);
        if (!placement) return <EmptyState title="This placement does not exist" />;
        return <PlacementView placement={placement} />;
      }}
    </Loaded>
  );
}

function PlacementView({ placement }: { placement: PlacementRow }) {
  const trpc = useTRPC();
  const publisher = usePublisher();
  const [now] = useState(() => new Date());
  const [open, setOpen] = useState<'edit' | 'archive' | null>(null);
  const { range, setRange, today } = useDayRange(publisher.timeZone, now);
  const archive = useAction(trpc.placement.archive.mutationOptions(), {
    done: 'Placement archived',
    onDone: () => setOpen(null),
  });
  const publisherId = placement.publisherId as `pub_${string}`;
  const isActive = placement.status === 'active';
  return (
    <>
      <PageHeader
        title={placement.name}
        badge={<StatusBadge status={placement.status} />}
        description={placement.propertyName}
        link={Link}
        breadcrumbs={[{ label: 'Placements', href: '/publisher/placements' }]}
        actions={
          <>
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={publisher.timeZone}
            />
            <RevenueExport publisherId={publisherId} placementId={placement.id} range={range} />
            {isActive && (
              <>
                <Button onClick={() => setOpen('archive')}>
                  <Archive aria-hidden="true" />
                  Archive
                </Button>
                <Button variant="primary" onClick={() => setOpen('edit')}>
                  <Pencil aria-hidden="true" />
                  Edit
                </Button>
              </>
            )}
          </>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="Tag" description="One line, where the ad shall stand.">
          <CodeBlock code={placement.tag} label="Tag" />
        </Card>
        <Card title="Settings">
          <Facts
            items={[
              { label: 'Size', value: sizeName(placement) },
              {
                label: 'Formats',
                value: (
                  <span className="flex justify-end gap-1">
                    {placement.formats.map((format) => (
                      <Badge key={format}>{format}</Badge>
                    ))}
                  </span>
                ),
              },
              {
                label: 'Floor eCPM',
                value: <Money micros={placement.floorECpmMicros} currency={placement.currency} />,
              },
              { label: 'House ad', value: placement.houseCreativeId ?? 'None' },
              { label: 'Market', value: placement.marketName },
            ]}
          />
        </Card>
      </div>
      <RevenueReport publisher={{ id: publisherId }} placementId={placement.id} range={range} />
      {open === 'edit' && (
        <EditPlacementDialog placement={placement} onClose={() => setOpen(null)} />
      )}
      <ConfirmDialog
        open={open === 'archive'}
        onOpenChange={(isOpen) => !isOpen && setOpen(null)}
        title="Archive this placement?"
        description="Its tag shows nothing from then on. The figures stay. This cannot be undone."
        confirmLabel="Archive"
        tone="danger"
        busy={archive.isPending}
        onConfirm={() => archive.mutate({ placementId: placement.id })}
      />
    </>
  );
}
