'use client';

import {
  Badge,
  Card,
  EmptyState,
  Facts,
  formatCount,
  formatMoney,
  formatPercent,
  Instant,
  PageHeader,
  Stat,
  StatRow,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import NextLink from 'next/link';
import { Loaded } from '../query/loaded.tsx';
import { viewableRate } from '../report/delivery.ts';
import { ReportSkeleton } from '../report/page-skeleton.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { Engagement } from './engagement.tsx';
import { ExplorationControl } from './exploration-control.tsx';
import { PolicyControl } from './policy-control.tsx';
import { policyName } from './policy-names.ts';
import { useMarketCurrency } from './use-market-currency.ts';

type Overview = ApiOutputs['admin']['overview'];
type Market = ApiOutputs['market']['list'][number];

export function OverviewPage() {
  const trpc = useTRPC();
  const overview = useQuery(
    trpc.admin.overview.queryOptions(undefined, { refetchInterval: 15_000 }),
  );
  const markets = useQuery(trpc.market.list.queryOptions());
  return (
    <>
      <PageHeader title="Overview" description="The platform in the last 24 hours." />
      <Loaded query={overview} what="overview" skeleton={<ReportSkeleton label="overview" />}>
        {(data) => <Figures overview={data} />}
      </Loaded>
      <h2 className="text-lg font-semibold">Markets</h2>
      <Loaded query={markets} what="markets">
        {(all) =>
          all.length === 0 ? (
            <Card flush>
              <EmptyState
                title="No markets"
                description="The first start of the platform makes one."
              />
            </Card>
          ) : (
            <div className="grid gap-4 lg:grid-cols-2">
              {all.map((market) => (
                <MarketCard key={market.id} market={market} />
              ))}
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function Figures({ overview }: { overview: Overview }) {
  const { demand, supply } = overview;
  const defaultCurrency = useMarketCurrency();
  const money = (part: 'spendMicros' | 'marginMicros') =>
    overview.money.length === 0
      ? formatMoney(0, { currency: defaultCurrency })
      : overview.money.map((sum) => formatMoney(sum[part], { currency: sum.currency })).join(' + ');
  const rate = (value: number | null) => (value === null ? '–' : formatPercent(value));
  return (
    <>
      <StatRow>
        <Stat label="Spend" value={money('spendMicros')} hint="charged to advertisers" />
        <Stat label="Margin" value={money('marginMicros')} hint="after payouts" />
        <Stat label="Requests" value={formatCount(supply.requests)} />
        <Stat label="Impressions" value={formatCount(demand.impressions)} />
      </StatRow>
      <StatRow>
        <Stat label="Fill rate" value={rate(supply.fillRate)} />
        <Stat label="CTR" value={rate(demand.ctr)} />
        <Stat label="Viewable rate" value={rate(viewableRate(demand))} />
        <Stat label="Conversions" value={formatCount(demand.conversions)} />
      </StatRow>
      <Card title="Now">
        <Facts
          columns={2}
          items={[
            {
              label: 'Creatives that wait for review',
              value: (
                <NextLink href="/admin/review" className="text-accent-text hover:underline">
                  {formatCount(overview.pendingReviews)}
                </NextLink>
              ),
            },
            { label: 'Active campaigns', value: formatCount(overview.activeCampaigns) },
            { label: 'Training runs under way', value: formatCount(overview.activeTrainingRuns) },
            {
              label: 'Latest decision',
              value: overview.latestDecisionAt ? (
                <Instant at={overview.latestDecisionAt} timeZone="UTC" />
              ) : (
                'None yet'
              ),
            },
          ]}
        />
      </Card>
    </>
  );
}

function MarketCard({ market }: { market: Market }) {
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          {market.name}
          {market.isDefault && <Badge>default</Badge>}
        </span>
      }
      description={`Trades in ${market.currency}`}
      actions={
        <>
          <PolicyControl market={market} />
          <ExplorationControl market={market} />
        </>
      }
    >
      <Facts
        items={[
          {
            label: 'Champion',
            value: market.champion ? (
              <NextLink
                href={`/admin/models/${market.champion.modelVersionId}`}
                className="text-accent-text hover:underline"
              >
                {market.champion.kind}
              </NextLink>
            ) : (
              'None: posterior-mean rates serve'
            ),
          },
          { label: 'Policy', value: policyName(market.policy) },
          { label: 'Exploration', value: formatPercent(market.exploration) },
          { label: 'Training runs under way', value: formatCount(market.activeRuns) },
        ]}
      />
      <Engagement marketId={market.id} />
    </Card>
  );
}
