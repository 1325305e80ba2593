'use client';

import { EmptyState, SkeletonRows } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

export type Advertiser = ApiOutputs['advertiser']['list'][number];

type Choice = {
  advertiser: Advertiser;
  advertisers: readonly Advertiser[];
  choose: (advertiserId: string) => void;
};

const AdvertiserContext = createContext<Choice | null>(null);

/** The account that the advertiser pages speak for. An organization may have several. */
export function AdvertiserProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.advertiser.list.queryOptions());
  const [chosenId, choose] = useState<string | null>(null);
  return (
    <Loaded
      query={query}
      what="advertiser"
      isPage
      skeleton={<SkeletonRows label="Loading" rows={8} />}
    >
      {(advertisers) => {
        const advertiser = advertisers.find((each) => each.id === chosenId) ?? advertisers[0];
        if (!advertiser) {
          return (
            <EmptyState
              title="No advertiser here"
              description="This organization buys no advertising. Choose another one, or sign up as an advertiser."
            />
          );
        }
        return (
          <AdvertiserContext value={{ advertiser, advertisers, choose }}>
            {children}
          </AdvertiserContext>
        );
      }}
    </Loaded>
  );
}

export function useAdvertiserChoice(): Choice {
  const choice = useContext(AdvertiserContext);
  if (!choice) throw new Error('outside of AdvertiserProvider');
  return choice;
}

export function useAdvertiser(): Advertiser {
  return useAdvertiserChoice().advertiser;
}
