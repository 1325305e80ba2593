'use client';

import { Button, downloadCsv, toast } from '@placard/ui';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';

/** Saves what the API wrote as a file. */
export function CsvExport({
  fileName,
  fetchCsv,
}: {
  fileName: string;
  fetchCsv: () => Promise<string>;
}) {
  const [busy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      downloadCsv(fileName, await fetchCsv());
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
