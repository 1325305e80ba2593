'use client';

import { type DayRange, formatCount, formatMoney, formatPercent, Stat, StatRow } from '@placard/ui';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../query/loaded.tsx';
import { bucketName, reportSpan, spanBefore } from '../range/report-span.ts';
import { change } from '../report/delivery.ts';
import { MetricChart } from '../report/metric-chart.tsx';
import { countMetric, deliveryMetrics, moneyMetric, rateMetric } from '../report/metrics.ts';
import { ReportSkeleton } from '../report/page-skeleton.tsx';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import type { Publisher } from './publisher-provider.tsx';

type Report = ApiOutputs['report']['publisherRevenue'];

/** Revenue and fill of a publisher, or of one placement of it, against the period before. */
export function RevenueReport({
  publisher,
  placementId,
  range,
}: {
  publisher: Pick<Publisher, 'id'>;
  placementId?: `plc_${string}`;
  range: DayRange;
}) {
  const trpc = useTRPC();
  const scope = { publisherId: publisher.id, ...(placementId ? { placementId } : {}) };
  const query = useQuery(
    trpc.report.publisherRevenue.queryOptions({ ...scope, ...reportSpan(range) }),
  );
  const before = useQuery(
    trpc.report.publisherRevenue.queryOptions({ ...scope, ...spanBefore(range) }),
  );
  return (
    <Loaded query={query} what="report" skeleton={<ReportSkeleton label="report" />}>
      {(report) => (
        <>
          <RevenueStats report={report} before={before.data} />
          <MetricChart<Report['points'][number]>
            range={range}
            timeZone={report.timeZone}
            points={report.points}
            x={(point) => bucketName(point.label)}
            metrics={[
              moneyMetric('revenue', 'Revenue', (point) => point.payoutMicros, report.currency),
              rateMetric('fill', 'Fill rate', (point) => point.fillRate),
              moneyMetric('ecpm', 'eCPM', (point) => point.eCpmMicros, report.currency),
              countMetric('requests', 'Requests', (point) => point.requests),
              ...deliveryMetrics<Report['points'][number]>(),
            ]}
          />
        </>
      )}
    </Loaded>
  );
}

function RevenueStats({ report, before }: { report: Report; before: Report | undefined }) {
  const { total, points, currency } = report;
  const was = before?.total ?? null;
  return (
    <StatRow>
      <Stat
        label="Revenue"
        value={formatMoney(total.payoutMicros, { currency })}
        deltaRatio={change(total.payoutMicros, was?.payoutMicros ?? null)}
        trend={points.map((point) => point.payoutMicros)}
      />
      <Stat
        label="eCPM"
        value={total.eCpmMicros === null ? '–' : formatMoney(total.eCpmMicros, { currency })}
        deltaRatio={change(total.eCpmMicros, was?.eCpmMicros ?? null)}
      />
      <Stat
        label="Fill rate"
        value={total.fillRate === null ? '–' : formatPercent(total.fillRate)}
        deltaRatio={change(total.fillRate, was?.fillRate ?? null)}
      />
      <Stat
        label="Requests"
        value={formatCount(total.requests)}
        better="neither"
        deltaRatio={change(total.requests, was?.requests ?? null)}
        trend={points.map((point) => point.requests)}
      />
      <Stat
        label="Impressions"
        value={formatCount(total.impressions)}
        deltaRatio={change(total.impressions, was?.impressions ?? null)}
      />
    </StatRow>
  );
}
