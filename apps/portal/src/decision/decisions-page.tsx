'use client';

import { Card, EmptyState, Input, PageHeader, Select } from '@placard/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Microscope, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { CursorButtons } from '../query/cursor-buttons.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useCursorPages } from '../query/use-cursor-pages.ts';
import { useTRPC } from '../trpc/client.ts';
import { filterOf } from './decision-filter.ts';
import { DecisionTable } from './decision-table.tsx';

const OUTCOMES = [
  { value: 'all', label: 'All outcomes' },
  { value: 'filled', label: 'Filled' },
  { value: 'no-fill', label: 'No fill' },
];

export function DecisionsPage() {
  const trpc = useTRPC();
  const pages = useCursorPages(50);
  const [outcome, setOutcome] = useState('all');
  const [text, setText] = useState('');
  const filter = filterOf(useDeferredValue(text));
  const query = useQuery(
    trpc.decision.list.queryOptions(
      {
        ...pages.input,
        ...filter,
        ...(outcome === 'filled' || outcome === 'no-fill' ? { outcome } : {}),
      },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <PageHeader
        title="Decisions"
        description="Every choice with its reasons: why this ad, why not another, and what it would have taken."
      />
      <Card flush>
        <div className="flex flex-wrap gap-2 p-4">
          <Input
            type="search"
            aria-label="Filter by placement, campaign, ad or viewer"
            placeholder="plc_…, cmp_…, ad_… or a viewer key"
            prefix={<Search aria-hidden="true" className="size-4" />}
            className="max-w-96"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              pages.reset();
            }}
          />
          <Select
            aria-label="Outcome"
            className="w-40"
            options={OUTCOMES}
            value={outcome}
            onValueChange={(value) => {
              setOutcome(value);
              pages.reset();
            }}
          />
        </div>
        <Loaded query={query} what="decisions">
          {(decisions) => (
            <>
              {decisions.length > 0 ? (
                <DecisionTable decisions={decisions} />
              ) : (
                <EmptyState
                  icon={Microscope}
                  title="No decisions here"
                  description="They appear as soon as a page asks for ads."
                />
              )}
              <CursorButtons pages={pages} rows={decisions} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
