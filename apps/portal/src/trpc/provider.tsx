'use client';

import type { AppRouter } from '@placard/api';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  isNonJsonSerializable,
  splitLink,
} from '@trpc/client';
import { type ReactNode, useState } from 'react';
import superjson from 'superjson';
import { problemOf } from '../query/problem.ts';
import { TRPCProvider } from './client.ts';

const ADDRESS = '/api/trpc';

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  const [trpcClient] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [
        splitLink({
          condition: (operation) => isNonJsonSerializable(operation.input),
          true: httpLink({ url: ADDRESS, transformer: superjson }),
          false: httpBatchLink({ url: ADDRESS, transformer: superjson, maxURLLength: 4000 }),
        }),
      ],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What was refused stays refused; only what never arrived is tried again.
        retry: (failures, error) => problemOf(error).httpStatus === null && failures < 2,
      },
    },
  });
}

/** A revoked or expired session ends wherever it is noticed. */
function leaveWhenSignedOut(error: unknown): void {
  if (problemOf(error).httpStatus !== 401) return;
  const returnTo = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`/sign-in?return=${encodeURIComponent(returnTo)}`);
}
