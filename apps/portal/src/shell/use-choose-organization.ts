'use client';

import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';

/** Moves the session to another organization and starts there. */
export function useChooseOrganization(): (organizationId: string) => void {
  const trpc = useTRPC();
  const choose = useAction(trpc.auth.chooseOrganization.mutationOptions(), {
    onDone: () => window.location.assign('/'),
  });
  return (organizationId) => choose.mutate({ organizationId: organizationId as `org_${string}` });
}
