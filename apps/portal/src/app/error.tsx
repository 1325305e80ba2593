'use client';

import { Button, ErrorState } from '@placard/ui';

/** What a page shows when rendering it failed. The cause stays in the server's log. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="grid min-h-[70dvh] place-items-center">
      <ErrorState
        title="This page could not be shown"
        description="The fault is ours and has been logged."
        action={<Button onClick={reset}>Try again</Button>}
      />
    </main>
  );
}
