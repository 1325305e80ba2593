'use client';

import type { SearchTrial } from '@placard/contracts';
import { Badge, type DataColumn, DataTable, EmptyState } from '@placard/ui';
import { settingName } from '../model/names/setting-names.ts';
import { settingText } from './range-text.ts';
import { STATE_NAMES } from './trial-states.ts';

const TONES = {
  running: 'accent',
  pruned: 'neutral',
  finished: 'positive',
  broken: 'danger',
  stopped: 'neutral',
} as const;

/** How much of a whole training lies behind so many losses. */
const LENGTHS: readonly string[] = ['–', '1/8', '3/8', 'all'];

/** Every trial with what it tried and how far it came. */
export function TrialTable({
  trials,
  best,
  settings,
}: {
  trials: readonly SearchTrial[];
  best: number | null;
  settings: readonly string[];
}) {
  const columns: readonly DataColumn<SearchTrial>[] = [
    {
      id: 'trial',
      header: 'Trial',
      value: ({ number }) => number + 1,
      cell: ({ number }) => (
        <span className="flex items-center gap-2">
          {number + 1}
          {number === best && <Badge tone="accent">Best</Badge>}
        </span>
      ),
    },
    {
      id: 'state',
      header: 'Outcome',
      value: ({ state }) => STATE_NAMES[state],
      cell: ({ state }) => <Badge tone={TONES[state]}>{STATE_NAMES[state]}</Badge>,
    },
    {
      id: 'length',
      header: 'Of a training',
      align: 'end',
      value: ({ losses }) => losses.length,
      cell: ({ losses }) => LENGTHS[losses.length] ?? '–',
      csv: ({ losses }) => LENGTHS[losses.length] ?? null,
    },
    {
      id: 'loss',
      header: 'Log loss',
      align: 'end',
      value: ({ losses }) => losses.at(-1) ?? null,
      cell: ({ losses }) => losses.at(-1)?.toFixed(5) ?? '–',
    },
    ...settings.map(
      (name): DataColumn<SearchTrial> => ({
        id: name,
        header: settingName(name),
        align: 'end',
        hideBelow: 'md',
        value: (trial) => trial.settings[name] ?? null,
        cell: (trial) => settingText(trial.settings[name] ?? '–'),
      }),
    ),
    {
      id: 'took',
      header: 'Took',
      align: 'end',
      hideBelow: 'sm',
      value: ({ seconds }) => seconds,
      cell: ({ seconds }) => `${seconds.toFixed(1)} s`,
    },
  ];
  return (
    <DataTable
      label="Trials"
      columns={columns}
      rows={trials}
      rowId={({ number }) => String(number)}
      csvFileName="trials.csv"
      noun="trials"
      empty={
        <EmptyState
          title="No trial yet"
          description="The first begin once decisions and their outcomes are exported."
        />
      }
    />
  );
}
