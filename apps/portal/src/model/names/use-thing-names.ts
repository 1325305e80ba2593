'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../trpc/client.ts';

const ID = /^(ad|itm|plc|prp|adv)_[0-9a-z]{26}$/;
const MOST = 1_000;

/** What people call the ads, items and places among values; an id without a name by its end, as they begin alike. */
export function useThingNames(values: readonly unknown[]): (value: string) => string {
  const trpc = useTRPC();
  const ids = [
    ...new Set(values.filter((value): value is string => typeof value === 'string')),
  ].filter((value) => ID.test(value));
  const { data = {} } = useQuery(
    trpc.explanation.names.queryOptions(
      ids.length > 0 ? { ids: ids.sort().slice(0, MOST) } : skipToken,
      { staleTime: 300_000 },
    ),
  );
  return (value) => data[value] ?? (value.length > 20 ? `…${value.slice(-8)}` : value);
}
