'use client';

import {
  Badge,
  Card,
  Facts,
  formatPercent,
  Instant,
  Money,
  PageHeader,
  Stat,
  StatRow,
  StatusBadge,
} from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import NextLink from 'next/link';
import { kindName } from '../model/names/kind-names.ts';
import { useThingNames } from '../model/names/use-thing-names.ts';
import { policyName } from '../platform/policy-names.ts';
import { useMarketCurrency } from '../platform/use-market-currency.ts';
import { Loaded } from '../query/loaded.tsx';
import { Link } from '../shell/link.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { ModelExplanationCard } from './explanation/model-explanation-card.tsx';
import { FeatureTable } from './feature-table.tsx';
import { Funnel } from './funnel.tsx';
import { noFillText } from './no-fill-text.ts';
import { retrievedAs } from './retrieved-as.ts';
import { RunnersUp } from './runners-up.tsx';

export type DecisionDetail = ApiOutputs['decision']['explain'];

export function DecisionPage({ decisionId }: { decisionId: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.decision.explain.queryOptions({ decisionId }));
  return (
    <Loaded query={query} what="decision" isPage>
      {(decision) => <DecisionView decision={decision} />}
    </Loaded>
  );
}

function DecisionView({ decision }: { decision: DecisionDetail }) {
  const { noFill } = decision;
  return (
    <>
      <PageHeader
        title={noFill ? noFillText(noFill) : (decision.ad?.name ?? decision.adId ?? 'Decision')}
        badge={
          <StatusBadge
            status={noFill ? 'no-fill' : 'filled'}
            label={noFill ? 'No fill' : 'Filled'}
          />
        }
        description={decision.ad?.advertiserName ?? decision.id}
        link={Link}
        breadcrumbs={[{ label: 'Decisions', href: '/admin/decisions' }]}
      />
      {!noFill && <WinnerStats decision={decision} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card
          title="From all ads to one"
          description="What each stage kept, and why it removed the rest."
        >
          <Funnel stages={decision.funnel} />
        </Card>
        <Card title="The decision">
          <Facts items={decisionFacts(decision)} />
        </Card>
      </div>
      {decision.runnersUp.length > 0 && (
        <Card
          flush
          title="Why not another"
          description="The runners-up as they stood, and the bid each would have needed."
        >
          <RunnersUp runnersUp={decision.runnersUp} marketId={decision.marketId} />
        </Card>
      )}
      {decision.features && <ModelExplanationCard decision={decision} />}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        {decision.features && (
          <Card flush title="Features" description="The values as they stood at the decision.">
            <FeatureTable features={decision.features} />
          </Card>
        )}
        <Card title="What followed">
          <Followed events={decision.events} marketId={decision.marketId} />
        </Card>
      </div>
    </>
  );
}

function WinnerStats({ decision }: { decision: DecisionDetail }) {
  const currency = useMarketCurrency(decision.marketId);
  const micros = (value: number | null) => (
    <Money micros={value === null ? null : Math.round(value)} currency={currency} style="unit" />
  );
  return (
    <StatRow>
      <Stat
        label="pCTR"
        value={decision.pCtr === null ? '–' : formatPercent(decision.pCtr)}
        hint={
          decision.predictor.kind === 'model'
            ? kindName(decision.predictor.modelKind)
            : 'posterior mean'
        }
      />
      <Stat
        label="eCPM"
        value={
          <Money
            micros={decision.eCpmMicros === null ? null : Math.round(decision.eCpmMicros)}
            currency={currency}
          />
        }
        hint="of 1,000 impressions"
      />
      <Stat label="Bid" value={micros(decision.bidMicros)} hint={decision.pricing?.toUpperCase()} />
      <Stat label="Clearing price" value={micros(decision.clearingPriceMicros)} />
      <Stat
        label="Propensity"
        value={decision.propensity === null ? '–' : formatPercent(decision.propensity)}
        hint={decision.explored ? 'explored' : 'greedy'}
      />
    </StatRow>
  );
}

function decisionFacts(decision: DecisionDetail) {
  const { predictor } = decision;
  return [
    { label: 'Decided', value: <Instant at={decision.decidedAt} timeZone="UTC" /> },
    { label: 'Took', value: `${(decision.latencyUs / 1000).toFixed(2)} ms` },
    {
      label: 'Predicted by',
      value:
        predictor.kind === 'model' ? (
          <NextLink
            href={`/admin/models/${predictor.modelVersionId}`}
            className="text-accent-text hover:underline"
          >
            {kindName(predictor.modelKind)}
          </NextLink>
        ) : (
          'Posterior-mean rates'
        ),
    },
    ...(decision.online?.policy
      ? [{ label: 'Chosen by', value: policyName(decision.online.policy) }]
      : []),
    ...(decision.online?.stateVersion
      ? [{ label: 'Learnt online up to', value: `event ${decision.online.stateVersion}` }]
      : []),
    { label: 'Propensity', value: decision.propensityEstimated ? 'Estimated' : 'Exact' },
    ...(decision.retrievedBy
      ? [{ label: 'Retrieved as', value: retrievedAs(decision.retrievedBy) }]
      : []),
    { label: 'Placement', value: <ThingName id={decision.placementId} /> },
    { label: 'Slot', value: decision.slotId },
    { label: 'Viewer', value: decision.viewerKey ?? 'Not known (no consent)' },
    { label: 'Snapshot', value: decision.snapshotRevision.slice(0, 12) },
    { label: 'Decision', value: <span className="text-xs">{decision.id}</span> },
  ];
}

function ThingName({ id }: { id: string }) {
  return useThingNames([id])(id);
}

function Followed({ events, marketId }: Pick<DecisionDetail, 'events' | 'marketId'>) {
  const currency = useMarketCurrency(marketId);
  if (events.length === 0) return <p className="text-sm text-muted">No event so far.</p>;
  return (
    <ol className="flex flex-col gap-2.5">
      {events.map((event) => (
        <li key={event.id} className="flex flex-wrap items-center justify-between gap-2 text-sm">
          <span className="flex items-center gap-2">
            <Badge
              tone={event.kind === 'click' || event.kind === 'conversion' ? 'positive' : 'neutral'}
            >
              {event.kind}
            </Badge>
            {event.ivt && <Badge tone="danger">invalid: {event.ivt}</Badge>}
          </span>
          <span className="flex items-center gap-4 text-muted">
            {event.chargeMicros > 0 && (
              <Money
                micros={event.chargeMicros}
                currency={currency}
                style="unit"
                className="text-text"
              />
            )}
            <Instant at={event.occurredAt} timeZone="UTC" />
          </span>
        </li>
      ))}
    </ol>
  );
}
