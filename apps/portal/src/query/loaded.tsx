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
  isPage = false,
  children,
}: {
  query: QueryState<Data>;
  /** Names the data in the waiting and failing states: "campaigns". */
  what: string;
  skeleton?: ReactNode;
  /** Nothing else of the page is there yet: the waiting and failing states bring its heading. */
  isPage?: boolean;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  const heading = isPage && <h1 className="sr-only first-letter:uppercase">{what}</h1>;
  if (query.isPending) {
    return (
      <>
        {heading}
        {skeleton ?? <SkeletonRows label={`Loading ${what}`} />}
      </>
    );
  }
  return (
    <>
      {heading}
      <ErrorState
        title={`The ${what} could not be loaded`}
        description={messageOf(query.error)}
        action={
          <Button busy={query.isFetching} onClick={() => query.refetch()}>
            Try again
          </Button>
        }
      />
    </>
  );
}
