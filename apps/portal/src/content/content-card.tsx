'use client';

import type { ContentChoice } from '@placard/contracts';
import { Badge, Card, EmptyState, formatCount, Instant, Select } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Type } from 'lucide-react';
import { Loaded } from '../query/loaded.tsx';
import { useAction } from '../query/use-action.ts';
import type { Market } from '../training/each-market.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';

type Model = NonNullable<ApiOutputs['market']['content']['model']>;

const CHOICES: readonly { value: ContentChoice; label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  { value: 'words', label: 'Words of its own text' },
  { value: 'encoder', label: 'Sentence encoder' },
  { value: 'off', label: 'Off' },
];

/** What the ads of a market say, as the platform reads them. */
export function ContentCard({ market }: { market: Market }) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.market.content.queryOptions({ marketId: market.id }, { refetchInterval: 15_000 }),
  );
  const choose = useAction(trpc.market.setContent.mutationOptions(), {
    done: 'Saved; read anew within a minute',
  });
  const choice = query.data?.choice;
  return (
    <Card
      title={`Content in ${market.name}`}
      description="What ads say and show, as vectors: new ads find viewers by it. Automatic takes the sentence encoder where one is installed."
      actions={
        choice && (
          <Select
            aria-label={`Content method of ${market.name}`}
            options={CHOICES}
            value={choice}
            onValueChange={(method) => choose.mutate({ marketId: market.id, method })}
          />
        )
      }
    >
      <Loaded query={query} what="content model">
        {({ model }) =>
          model ? (
            <ContentModel model={model} />
          ) : (
            <EmptyState
              icon={Type}
              title="Nothing read yet"
              description="It takes an ad that serves."
            />
          )
        }
      </Loaded>
    </Card>
  );
}

function ContentModel({ model: { metrics, contents, trainedAt } }: { model: Model }) {
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>
        {formatCount(contents)} ads and items by{' '}
        {metrics.encoder ?? 'words of the market’s own text'}, {metrics.dim} numbers each;{' '}
        {formatCount(metrics.images)} pictures
        {metrics.imageEncoder && ` by ${metrics.imageEncoder}`}. Learnt{' '}
        <Instant at={trainedAt} timeZone="UTC" />.
      </p>
      {metrics.topics.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label="Topics">
          {metrics.topics.map((terms, topic) => (
            <li key={terms.join(' ')}>
              <Badge tone="neutral">
                {topic}: {terms.slice(0, 4).join(', ')}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
