import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { requestActor } from '../../server/actor.ts';
import { viewerOf } from '../../server/viewer.ts';
import { PortalShell } from '../../shell/portal-shell.tsx';
import { ApiProvider } from '../../trpc/provider.tsx';

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const actor = await requestActor();
  if (actor.kind !== 'user' && actor.kind !== 'staff') {
    const path = (await headers()).get('x-path') ?? '/';
    redirect(path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`);
  }
  return (
    <ApiProvider>
      <PortalShell viewer={await viewerOf(actor)}>{children}</PortalShell>
    </ApiProvider>
  );
}
