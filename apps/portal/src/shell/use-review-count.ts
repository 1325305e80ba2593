'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/client.ts';

/** Creatives that wait for staff, for the badge in the navigation. */
export function useReviewCount(isStaff: boolean): number {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.admin.overview.queryOptions(undefined, { enabled: isStaff, refetchInterval: 60_000 }),
  );
  return query.data?.pendingReviews ?? 0;
}
