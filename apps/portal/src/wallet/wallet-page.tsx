'use client';

import {
  Button,
  Card,
  DateRange,
  EmptyState,
  formatMoney,
  PageHeader,
  Stat,
  StatRow,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, Wallet } from 'lucide-react';
import { useState } from 'react';
import { useAdvertiser } from '../advertiser/advertiser-provider.tsx';
import { AdvertiserSelect } from '../advertiser/advertiser-select.tsx';
import { Loaded } from '../query/loaded.tsx';
import { useDayRange } from '../range/use-day-range.ts';
import { useTRPC } from '../trpc/client.ts';
import { StatementTable } from './statement-table.tsx';
import { TopUpDialog } from './top-up-dialog.tsx';

export function WalletPage() {
  const trpc = useTRPC();
  const advertiser = useAdvertiser();
  const [now] = useState(() => new Date());
  const [toppingUp, setToppingUp] = useState(false);
  const { range, setRange, today } = useDayRange(advertiser.timeZone, now, 30);
  const query = useQuery(
    trpc.wallet.statement.queryOptions({
      advertiserId: advertiser.id,
      fromDay: range.from,
      toDay: range.to,
    }),
  );
  return (
    <>
      <PageHeader
        title="Wallet"
        description="Prepaid money. A billable event is charged at once; a day is one line here."
        actions={
          <>
            <AdvertiserSelect />
            <DateRange
              value={range}
              onValueChange={setRange}
              today={today}
              timeZone={advertiser.timeZone}
            />
            <Button variant="primary" onClick={() => setToppingUp(true)}>
              <Plus aria-hidden="true" />
              Top up
            </Button>
          </>
        }
      />
      <Loaded query={query} what="statement">
        {(statement) => {
          const money = (micros: number) => formatMoney(micros, { currency: statement.currency });
          return (
            <>
              <StatRow>
                <Stat label="Balance" value={money(statement.balanceMicros)} hint="now" />
                <Stat label="Before" value={money(statement.openingMicros)} hint={range.from} />
                <Stat label="After" value={money(statement.closingMicros)} hint={range.to} />
              </StatRow>
              <Card title="Statement" flush>
                <StatementTable
                  statement={statement}
                  csvFileName={`wallet-${range.from}-${range.to}.csv`}
                  empty={
                    <EmptyState
                      icon={Wallet}
                      title="Nothing moved in these days"
                      description="Top-ups, settlements and adjustments appear here."
                    />
                  }
                />
              </Card>
            </>
          );
        }}
      </Loaded>
      {toppingUp && <TopUpDialog advertiser={advertiser} onClose={() => setToppingUp(false)} />}
    </>
  );
}
