'use client';

import type { DayRange } from '@placard/ui';
import { useQueryClient } from '@tanstack/react-query';
import { reportSpan } from '../range/report-span.ts';
import { CsvExport } from '../report/csv-export.tsx';
import { useTRPC } from '../trpc/client.ts';

/** What was earned in the chosen days, by a publisher or by one placement. */
export function RevenueExport({
  publisherId,
  placementId,
  range,
}: {
  publisherId: `pub_${string}`;
  placementId?: `plc_${string}`;
  range: DayRange;
}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const scope = { publisherId, ...(placementId ? { placementId } : {}), ...reportSpan(range) };
  return (
    <CsvExport
      fileName={`revenue-${range.from}-${range.to}.csv`}
      fetchCsv={() => queryClient.fetchQuery(trpc.report.exportPublisherCsv.queryOptions(scope))}
    />
  );
}
