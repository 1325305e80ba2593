'use client';

import { Button, type DayRange, downloadCsv, toast } from '@placard/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';
import { reportSpan } from '../range/report-span.ts';
import { useTRPC } from '../trpc/client.ts';

/** The report of the chosen days as a file; the API writes it. */
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
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const csv = await queryClient.fetchQuery(
        trpc.report.exportPublisherCsv.queryOptions({
          publisherId,
          ...(placementId ? { placementId } : {}),
          ...reportSpan(range),
        }),
      );
      downloadCsv(`revenue-${range.from}-${range.to}.csv`, csv);
    } catch (error) {
      toast.error(messageOf(error));
    }
    setBusy(false);
  }
  return (
    <Button busy={busy} onClick={() => void save()}>
      <Download aria-hidden="true" />
      Export
    </Button>
  );
}
