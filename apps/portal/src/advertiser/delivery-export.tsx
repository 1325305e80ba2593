'use client';

import type { DayRange } from '@placard/ui';
import { useQueryClient } from '@tanstack/react-query';
import { reportSpan } from '../range/report-span.ts';
import { CsvExport } from '../report/csv-export.tsx';
import { useTRPC } from '../trpc/client.ts';

/** What was delivered in the chosen days, of an advertiser or of one campaign. */
export function DeliveryExport({
  advertiserId,
  campaignId,
  range,
}: {
  advertiserId: `adv_${string}`;
  campaignId?: `cmp_${string}`;
  range: DayRange;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const scope = { advertiserId, ...(campaignId ? { campaignId } : {}), ...reportSpan(range) };
  return (
    <CsvExport
      fileName={`delivery-${range.from}-${range.to}.csv`}
      fetchCsv={() => queryClient.fetchQuery(trpc.report.exportAdvertiserCsv.queryOptions(scope))}
    />
  );
}
