'use client';

import { Button, ErrorState, SkeletonRows } from '@placard/ui';
import type { ReactNode } from 'react';
import { messageOf } from './problem.ts';

type QueryState<Data> = {
  data: Data | undefined;
  error: unknown;
  isPending: boolean;
  isFetching: boolean;
  refetch: () => unknown;
};

/** The three states of everything that is fetched: not yet, not at all, here. */
export function Loaded<Data>({
  query,
  what,
  skeleton,
  children,
}: {
  query: QueryState<Data>;
  /** Names the data in the waiting and failing states: "campaigns". */
  what: string;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <>{skeleton ?? <SkeletonRows label={`Loading ${what}`} />}</>;
  return (
    <ErrorState
      title={`The ${what} could not be loaded`}
      description={messageOf(query.error)}
      action={
        <Button busy={query.isFetching} onClick={() => query.refetch()}>
          Try again
        </Button>
      }
    />
  );
}
