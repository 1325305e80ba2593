'use client';

import { type DayRange, formatCount, formatMoney, formatPercent, Stat, StatRow } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../query/loaded.tsx';
import { bucketName, reportSpan, spanBefore } from '../range/report-span.ts';
import { change, clickRate, viewableRate } from '../report/delivery.ts';
import { MetricChart } from '../report/metric-chart.tsx';
import { countMetric, deliveryMetrics, moneyMetric } from '../report/metrics.ts';
import { ReportSkeleton } from '../report/page-skeleton.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import type { Advertiser } from './advertiser-provider.tsx';

type Report = ApiOutputs['report']['advertiserDelivery'];

/** Delivery of an advertiser, or of one campaign of it, against the period before. */
export function DeliveryReport({
  advertiser,
  campaignId,
  range,
}: {
  advertiser: Pick<Advertiser, 'id' | 'timeZone'>;
  campaignId?: `cmp_${string}`;
  range: DayRange;
}) {
  const trpc = useTRPC();
  const scope = { advertiserId: advertiser.id, ...(campaignId ? { campaignId } : {}) };
  const query = useQuery(
    trpc.report.advertiserDelivery.queryOptions({ ...scope, ...reportSpan(range) }),
  );
  const before = useQuery(
    trpc.report.advertiserDelivery.queryOptions({ ...scope, ...spanBefore(range) }),
  );
  return (
    <Loaded query={query} what="report" skeleton={<ReportSkeleton label="report" />}>
      {(report) => (
        <>
          <DeliveryStats report={report} before={before.data} />
          <MetricChart<Report['points'][number]>
            range={range}
            timeZone={report.timeZone}
            points={report.points}
            x={(point) => bucketName(point.label)}
            metrics={[
              moneyMetric('spend', 'Spend', (point) => point.spendMicros, report.currency),
              ...deliveryMetrics<Report['points'][number]>(),
              countMetric('conversions', 'Conversions', (point) => point.conversions),
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function DeliveryStats({ report, before }: { report: Report; before: Report | undefined }) {
  const { total, points, currency } = report;
  const was = before?.total ?? null;
  const rate = (value: number | null) => (value === null ? '–' : formatPercent(value));
  return (
    <StatRow>
      <Stat
        label="Spend"
        value={formatMoney(total.spendMicros, { currency })}
        better="neither"
        deltaRatio={change(total.spendMicros, was?.spendMicros ?? null)}
        trend={points.map((point) => point.spendMicros)}
      />
      <Stat
        label="Impressions"
        value={formatCount(total.impressions)}
        deltaRatio={change(total.impressions, was?.impressions ?? null)}
        trend={points.map((point) => point.impressions)}
      />
      <Stat
        label="CTR"
        value={rate(clickRate(total))}
        hint={`${formatCount(total.clicks)} clicks`}
        deltaRatio={change(clickRate(total), was && clickRate(was))}
      />
      <Stat
        label="Viewable rate"
        value={rate(viewableRate(total))}
        deltaRatio={change(viewableRate(total), was && viewableRate(was))}
      />
      <Stat
        label="Conversions"
        value={formatCount(total.conversions)}
        deltaRatio={change(total.conversions, was?.conversions ?? null)}
      />
    </StatRow>
  );
}
