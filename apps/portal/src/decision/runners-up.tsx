'use client';

import { Cell, formatPercent, HeaderCell, Money, Table } from '@placard/ui';
import { useMarketCurrency } from '../platform/use-market-currency.ts';
import type { DecisionDetail } from './decision-page.tsx';

export function RunnersUp({ runnersUp, marketId }: Pick<DecisionDetail, 'runnersUp' | 'marketId'>) {
  const currency = useMarketCurrency(marketId);
  const money = (micros: number | null) => (
    <Money micros={micros === null ? null : Math.round(micros)} currency={currency} style="unit" />
  );
  return (
    <Table label="Runners-up">
      <thead>
        <tr>
          <HeaderCell>Ad</HeaderCell>
          <HeaderCell align="end">pCTR</HeaderCell>
          <HeaderCell align="end">Bid</HeaderCell>
          <HeaderCell align="end">eCPM</HeaderCell>
          <HeaderCell align="end">Bid to win</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {runnersUp.map((runner) => (
          <tr key={runner.adId} className="hover:bg-hover">
            <Cell>
              <span className="flex min-w-32 flex-col">
                <span className="truncate font-medium">{runner.ad?.name ?? runner.adId}</span>
                <span className="truncate text-xs text-muted">{runner.ad?.advertiserName}</span>
              </span>
            </Cell>
            <Cell align="end">{formatPercent(runner.pCtr)}</Cell>
            <Cell align="end">{money(runner.bidMicros)}</Cell>
            <Cell align="end">
              <Money micros={Math.round(runner.eCpmMicros)} currency={currency} />
            </Cell>
            <Cell align="end" className="font-medium">
              {money(runner.bidToWinMicros)}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
