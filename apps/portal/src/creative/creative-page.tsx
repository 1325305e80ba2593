'use client';

import { Badge, Button, Card, Facts, Instant, Notice, PageHeader, StatusBadge } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { FilePlus2 } from 'lucide-react';
import { useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { Loaded } from '../query/loaded.tsx';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { CreativePreview } from './creative-preview.tsx';
import { NewVersionDialog } from './new-version-dialog.tsx';
import { previewOf } from './preview-of.ts';
import { sizeName } from './sizes.ts';

export type CreativeDetail = ApiOutputs['creative']['get'];
type Version = CreativeDetail['versions'][number];

export function CreativePage({ creativeId }: { creativeId: `cre_${string}` }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.creative.get.queryOptions({ creativeId }));
  return (
    <Loaded query={query} what="creative" isPage>
      {(creative) => <CreativeView creative={creative} />}
    </Loaded>
  );
}

function CreativeView({ creative }: { creative: CreativeDetail }) {
  const [adding, setAdding] = useState(false);
  const [latest] = creative.versions;
  return (
    <>
      <PageHeader
        title={creative.name}
        badge={latest && <StatusBadge status={latest.reviewStatus} />}
        link={Link}
        breadcrumbs={[{ label: 'Creatives', href: '/advertiser/creatives' }]}
        actions={
          <Button variant="primary" onClick={() => setAdding(true)}>
            <FilePlus2 aria-hidden="true" />
            New version
          </Button>
        }
      />
      {latest?.reviewStatus === 'rejected' && (
        <Notice tone="danger" title="The newest version was rejected">
          {latest.reviewReason}
        </Notice>
      )}
      {creative.versions.map((version) => (
        <VersionCard key={version.id} version={version} format={creative.format} />
      ))}
      {adding && <NewVersionDialog creative={creative} onClose={() => setAdding(false)} />}
    </>
  );
}

function VersionCard({ version, format }: { version: Version; format: CreativeDetail['format'] }) {
  const advertiser = useAdvertiser();
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          Version {version.version}
          <StatusBadge status={version.reviewStatus} />
          <Badge>{format}</Badge>
        </span>
      }
    >
      <div className="grid items-start gap-x-10 gap-y-5 lg:grid-cols-[26rem_minmax(0,1fr)]">
        <CreativePreview
          content={previewOf({ ...version, format }, advertiser.name)}
          maxWidth={420}
          maxHeight={320}
        />
        <Facts
          items={[
            { label: 'Size', value: sizeName(version) },
            { label: 'Landing page', value: version.landingUrl },
            ...(version.alt ? [{ label: 'Alternative text', value: version.alt }] : []),
            {
              label: 'Sent',
              value: <Instant at={version.createdAt} timeZone={advertiser.timeZone} />,
            },
            ...(version.reviewedAt
              ? [
                  {
                    label: 'Reviewed',
                    value: <Instant at={version.reviewedAt} timeZone={advertiser.timeZone} />,
                  },
                ]
              : []),
            ...(version.reviewReason ? [{ label: 'Reason', value: version.reviewReason }] : []),
          ]}
        />
      </div>
    </Card>
  );
}
