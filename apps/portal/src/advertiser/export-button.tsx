'use client';

import { Button, type DayRange, downloadCsv, toast } from '@placard/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';
import { reportSpan } from '../range/report-span.ts';
import { useTRPC } from '../trpc/client.ts';

/** The report of the chosen days as a file; the API writes it. */
export function ExportButton({
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
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const csv = await queryClient.fetchQuery(
        trpc.report.exportAdvertiserCsv.queryOptions({
          advertiserId,
          ...(campaignId ? { campaignId } : {}),
          ...reportSpan(range),
        }),
      );
      downloadCsv(`delivery-${range.from}-${range.to}.csv`, csv);
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
