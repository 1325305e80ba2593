'use client';

import { PageHeader } from '@placard/ui';
import { Members } from './members.tsx';
import { ServerKeys } from './server-keys.tsx';

export function TeamPage() {
  return (
    <>
      <PageHeader
        title="Team and keys"
        description="Who works in this organization, and which servers speak for it."
      />
      <Members />
      <ServerKeys />
    </>
  );
}
