'use client';

import { EmptyState, Select, SkeletonRows } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type Publisher = ApiOutputs['publisher']['list'][number];

type Choice = {
  publisher: Publisher;
  publishers: readonly Publisher[];
  choose: (publisherId: string) => void;
};

const PublisherContext = createContext<Choice | null>(null);

/** The account that the publisher pages speak for. */
export function PublisherProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.publisher.list.queryOptions());
  const [chosenId, choose] = useState<string | null>(null);
  return (
    <Loaded
      query={query}
      what="publisher"
      isPage
      skeleton={<SkeletonRows label="Loading" rows={8} />}
    >
      {(publishers) => {
        const publisher = publishers.find((each) => each.id === chosenId) ?? publishers[0];
        if (!publisher) {
          return (
            <EmptyState
              title="No publisher here"
              description="This organization sells no inventory. Choose another one, or sign up as a publisher."
            />
          );
        }
        return (
          <PublisherContext value={{ publisher, publishers, choose }}>{children}</PublisherContext>
        );
      }}
    </Loaded>
  );
}

function usePublisherChoice(): Choice {
  const choice = useContext(PublisherContext);
  if (!choice) throw new Error('outside of PublisherProvider');
  return choice;
}

export function usePublisher(): Publisher {
  return usePublisherChoice().publisher;
}

/** Only where there is a choice. */
export function PublisherSelect() {
  const { publisher, publishers, choose } = usePublisherChoice();
  if (publishers.length < 2) return null;
  return (
    <Select
      aria-label="Publisher"
      className="h-8.5 w-48"
      options={publishers.map((each) => ({ value: each.id, label: each.name }))}
      value={publisher.id}
      onValueChange={choose}
    />
  );
}
