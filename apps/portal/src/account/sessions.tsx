'use client';

import { Badge, Button, Card, ConfirmDialog, Instant } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { browserName } from './browser-name.ts';

type Session = ApiOutputs['auth']['sessions'][number];

export function Sessions() {
  const trpc = useTRPC();
  const query = useQuery(trpc.auth.sessions.queryOptions());
  const [ending, setEnding] = useState<Session | null>(null);
  const revoke = useAction(trpc.auth.revokeSession.mutationOptions(), {
    done: 'Session ended',
    onDone: () => setEnding(null),
  });
  return (
    <Card
      flush
      title="Sessions"
      description="Browsers that are signed in as you. Ending one signs it out at once."
    >
      <Loaded query={query} what="sessions">
        {(sessions) => (
          <ul>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
            ))}
          </ul>
        )}
      </Loaded>
      <ConfirmDialog
        open={ending !== null}
        onOpenChange={(open) => !open && setEnding(null)}
        title="End this session?"
        description={`${browserName(ending?.userAgent ?? null)} is signed out at once.`}
        confirmLabel="End the session"
        tone="danger"
        busy={revoke.isPending}
        onConfirm={() => ending && revoke.mutate({ sessionId: ending.id })}
      />
    </Card>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const isPhone = /mobile|android|iphone/i.test(session.userAgent ?? '');
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3.5 border-t border-border px-4 py-3">
      <Icon aria-hidden="true" className="size-5 shrink-0 text-subtle" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {browserName(session.userAgent)}
          {session.current && <Badge tone="positive">this browser</Badge>}
        </p>
        <p className="text-xs text-muted">
          Last seen <Instant at={session.lastSeenAt} timeZone={timeZone} />, signed in{' '}
          <Instant at={session.createdAt} timeZone={timeZone} />
        </p>
      </div>
      {!session.current && (
        <Button size="sm" onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}
