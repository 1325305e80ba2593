'use client';

import { Button, Cell, downloadCsv, formatCount, HeaderCell, Table, toCsv } from '@placard/ui';
import { Download } from 'lucide-react';

type Problem = { readonly row: number; readonly message: string };
const SHOWN = 100;

export function ImportProblems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  const save = () =>
    downloadCsv(
      'import-problems.csv',
      toCsv(
        ['row', 'problem'],
        problems.map((each) => [each.row, each.message]),
      ),
    );
  return (
    <div className="rounded-lg border border-border">
      <div className="flex items-center justify-between gap-3 px-4 py-2.5">
        <h3 className="text-sm font-semibold">
          {problems.length === 1
            ? '1 row left out'
            : `${formatCount(problems.length)} rows left out`}
        </h3>
        <Button size="sm" onClick={save}>
          <Download aria-hidden="true" />
          CSV
        </Button>
      </div>
      <div className="max-h-72 overflow-y-auto">
        <Table label="Rows left out">
          <thead>
            <tr>
              <HeaderCell align="end" className="w-20">
                Row
              </HeaderCell>
              <HeaderCell>Problem</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {problems.slice(0, SHOWN).map((each) => (
              <tr key={each.row}>
                <Cell align="end">{formatCount(each.row)}</Cell>
                <Cell>{each.message}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {problems.length > SHOWN && (
        <p className="border-t border-border px-4 py-2 text-xs text-muted">
          The first {SHOWN}; the file holds all.
        </p>
      )}
    </div>
  );
}
