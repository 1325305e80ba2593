'use client';

import { Badge, Button, Card, EmptyState, IconButton, PageHeader } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Globe, Pencil, Plus, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { PropertyDialog } from './property-dialog.tsx';
import { PublisherSelect, usePublisher } from './publisher-provider.tsx';

export type Property = ApiOutputs['property']['list'][number];

export function PropertiesPage() {
  const trpc = useTRPC();
  const publisher = usePublisher();
  const query = useQuery(trpc.property.list.queryOptions());
  const [open, setOpen] = useState<Property | 'new' | null>(null);
  const addButton = (
    <Button variant="primary" onClick={() => setOpen('new')}>
      <Plus aria-hidden="true" />
      New property
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Properties"
        description="Your sites and apps, and what may not be advertised on them."
        actions={
          <>
            <PublisherSelect />
            {addButton}
          </>
        }
      />
      <Loaded query={query} what="properties">
        {(all) => {
          const properties = all.filter((each) => each.publisherId === publisher.id);
          if (properties.length === 0) {
            return (
              <Card flush>
                <EmptyState
                  icon={Globe}
                  title="No properties yet"
                  description="Add the site or app whose pages will show ads."
                  action={addButton}
                />
              </Card>
            );
          }
          return (
            <ul className="grid gap-4 md:grid-cols-2">
              {properties.map((property) => (
                <PropertyCard
                  key={property.id}
                  property={property}
                  onEdit={() => setOpen(property)}
                />
              ))}
            </ul>
          );
        }}
      </Loaded>
      {open && (
        <PropertyDialog
          property={open === 'new' ? null : open}
          publisherId={publisher.id}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function PropertyCard({ property, onEdit }: { property: Property; onEdit: () => void }) {
  const Icon = property.kind === 'app' ? Smartphone : Globe;
  const count = property.placementCount;
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-border bg-surface p-4 shadow-xs">
      <div className="flex items-start gap-3">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-accent-soft text-accent-text">
          <Icon aria-hidden="true" className="size-4.5" />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">{property.name}</h2>
          <p className="text-xs text-muted">
            {count === 1 ? '1 active placement' : `${count} active placements`}
          </p>
        </div>
        <IconButton size="sm" label={`Edit ${property.name}`} onClick={onEdit}>
          <Pencil aria-hidden="true" />
        </IconButton>
      </div>
      <Tags label="Domains" values={property.domains} none="Any page may ask" />
      <Tags label="Refused topics" values={property.blockedCategories} none="None" />
    </li>
  );
}

function Tags({ label, values, none }: { label: string; values: readonly string[]; none: string }) {
  return (
    <div className="text-sm">
      <p className="mb-1 text-xs text-muted">{label}</p>
      {values.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className="flex flex-wrap gap-1">
          {values.map((value) => (
            <li key={value}>
              <Badge>{value}</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
