'use client';

import { Card, Input, PageHeader, Select } from '@placard/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
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
  const filters = (
    <>
      <Input
        type="search"
        aria-label="Filter by placement, campaign, ad or viewer"
        placeholder="plc_…, cmp_…, ad_… or a viewer key"
        prefix={<Search aria-hidden="true" className="size-4" />}
        className="h-8.5 max-w-96 min-w-40 flex-1 text-sm"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          pages.reset();
        }}
      />
      <Select
        aria-label="Outcome"
        size="sm"
        className="h-8.5 w-36"
        options={OUTCOMES}
        value={outcome}
        onValueChange={(value) => {
          setOutcome(value);
          pages.reset();
        }}
      />
    </>
  );
  return (
    <>
      <PageHeader
        title="Decisions"
        description="Every choice with its reasons: why this ad, why not another, and what it would have taken."
      />
      <Card flush>
        <Loaded query={query} what="decisions">
          {(decisions) => (
            <>
              <DecisionTable decisions={decisions} toolbar={filters} />
              <CursorButtons pages={pages} rows={decisions} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}
