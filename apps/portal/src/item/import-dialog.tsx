'use client';

import { Button, Dialog, Field, FileDrop, formatCount, Notice, RadioGroup } from '@placard/ui';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../query/problem.ts';
import { useAction } from '../query/use-action.ts';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { ImportProblems } from './import-problems.tsx';

type Result = ApiOutputs['item']['import'];

const KINDS = [
  {
    value: 'items',
    label: 'Items',
    hint: 'external_id, title; then description, categories, url, image_url, price.',
  },
  {
    value: 'reviews',
    label: 'Reviews',
    hint: 'external_id, rating (1–5); then body, reviewed_at.',
  },
] as const;

/** A CSV file of items or reviews: good rows are taken, the others are named with their reasons. */
export function ImportDialog({
  advertiserId,
  onClose,
}: {
  advertiserId: `adv_${string}`;
  onClose: () => void;
}) {
  const trpc = useTRPC();
  const [kind, setKind] = useState<'items' | 'reviews'>('items');
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [result, setResult] = useState<Result | null>(null);
  const options = {
    onDone: (imported: Result) => setResult(imported),
    onRefused: (error: unknown) => setProblem(messageOf(error)),
  };
  const importItems = useAction(trpc.item.import.mutationOptions(), options);
  const importReviews = useAction(trpc.item.importReviews.mutationOptions(), options);
  const action = kind === 'items' ? importItems : importReviews;

  async function send(): Promise<void> {
    if (!file) return;
    setProblem(null);
    action.mutate({ advertiserId, csv: await file.text() });
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import from CSV"
      description="A row with a known external_id is updated; any further column becomes an attribute."
      actions={
        result ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              variant="primary"
              disabled={!file}
              busy={action.isPending}
              onClick={() => void send()}
            >
              Import
            </Button>
          </>
        )
      }
    >
      {result ? (
        <div className="flex flex-col gap-4">
          <Notice tone={result.problems.length > 0 ? 'warning' : 'positive'}>
            {formatCount(result.imported)} of {formatCount(result.total)} rows imported.
          </Notice>
          <ImportProblems problems={result.problems} />
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <Field label="The file holds">
            <RadioGroup look="cards" options={KINDS} value={kind} onValueChange={setKind} />
          </Field>
          <FileDrop
            title="Drop a CSV file here"
            hint="UTF-8, with a header, up to 10 MB"
            accept={['text/csv', 'text/plain', 'application/vnd.ms-excel', '']}
            maxBytes={10 * 1024 * 1024}
            onFiles={([chosen]) => {
              setProblem(null);
              setFile(chosen ?? null);
            }}
            onRefuse={setProblem}
          >
            {file && (
              <p className="flex items-center gap-2 text-sm">
                <FileText aria-hidden="true" className="size-4 text-subtle" />
                {file.name}
              </p>
            )}
          </FileDrop>
          {problem && <Notice tone="danger">{problem}</Notice>}
        </div>
      )}
    </Dialog>
  );
}
