'use client';

import { Badge, Button, Card, Instant } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../query/loaded.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { RetrainingDialog } from './retraining-dialog.tsx';

type Market = ApiOutputs['market']['list'][number];
type Policy = ApiOutputs['market']['retraining'];

/** When each market trains by itself. */
export function RetrainingCard() {
  const trpc = useTRPC();
  const query = useQuery(trpc.market.list.queryOptions());
  return (
    <Card
      title="Retraining"
      description="By schedule, by drift and decay of the champion, and by new clicks."
    >
      <Loaded query={query} what="markets">
        {(markets) => (
          <ul className="flex flex-col divide-y divide-border">
            {markets.map((market) => (
              <MarketPolicy key={market.id} market={market} />
            ))}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}

function MarketPolicy({ market }: { market: Market }) {
  const trpc = useTRPC();
  const [editing, setEditing] = useState(false);
  const query = useQuery(trpc.market.retraining.queryOptions({ marketId: market.id }));
  const policy = query.data;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 text-sm first:pt-0 last:pb-0">
      <span className="font-medium">{market.name}</span>
      {policy && (
        <Badge tone={policy.enabled ? 'positive' : 'neutral'}>
          {policy.enabled ? 'On' : 'Off'}
        </Badge>
      )}
      <span className="min-w-0 flex-1 basis-64 text-muted first-letter:uppercase">
        {policy && describe(policy)}
        {policy?.lastStartedAt && (
          <>
            {' Last: '}
            <Instant at={policy.lastStartedAt} timeZone="UTC" />, {policy.lastReason}.
          </>
        )}
      </span>
      <Button size="sm" disabled={!policy} onClick={() => setEditing(true)}>
        Edit
      </Button>
      {editing && policy && (
        <RetrainingDialog market={market} policy={policy} onClose={() => setEditing(false)} />
      )}
    </li>
  );
}

function describe({ everyHours, psiAbove, decayAbove, newClicks, nextStage }: Policy): string {
  const when = [
    everyHours !== null && `every ${everyHours} h`,
    psiAbove !== null && `PSI above ${psiAbove}`,
    decayAbove !== null && `${(100 * decayAbove).toFixed(0)} % decay`,
    newClicks !== null && `${newClicks} new clicks`,
  ].filter((part) => part !== false);
  if (when.length === 0) return 'No trigger is set.';
  const then = nextStage === 'candidate' ? 'a candidate' : `on ${nextStage}`;
  return `${when.join(', ')}; what passes its gates is ${then}.`;
}
