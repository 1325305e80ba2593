'use client';

import type { SearchSpace, SearchTrial } from '@placard/contracts';
import { Card, formatCount, Stat, StatRow } from '@placard/ui';
import { BestSoFar, type ParallelAxis, ParallelCoordinates } from '@placard/ui/charts';
import { inOrder, settingName } from '../model/names/setting-names.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { settingText } from './range-text.ts';
import { STATE_NAMES } from './trial-states.ts';
import { TrialTable } from './trial-table.tsx';

type Run = ApiOutputs['training']['get'];

/** A search as it goes: the best so far, where it lies among all that was tried, and every trial. */
export function SearchView({ run, space }: { run: Run; space: SearchSpace }) {
  const { trials, bestTrial } = run;
  const settings = inOrder(Object.keys(space));
  const ranges = settings.flatMap((name) => {
    const range = space[name];
    return range ? [{ name, range }] : [];
  });
  const best = trials.find(({ number }) => number === bestTrial);
  const measured = trials.flatMap((trial) => {
    const loss = trial.losses.at(-1);
    return typeof loss === 'number'
      ? [{ ...trial, loss, isWhole: trial.state === 'finished' }]
      : [];
  });
  const lookOf = ({ number, isWhole }: (typeof measured)[number]) => {
    if (number === bestTrial) return 'best';
    return isWhole ? 'whole' : 'early';
  };
  return (
    <>
      <StatRow>
        <Stat
          label="Trials"
          value={`${formatCount(trials.length)} of ${formatCount(run.request.search?.trials ?? 0)}`}
          hint={count(trials, 'running') > 0 ? `${count(trials, 'running')} running` : undefined}
        />
        <Stat
          label="Least log loss"
          value={best?.losses.at(-1)?.toFixed(5) ?? '–'}
          hint={best ? `trial ${best.number + 1}, validation rows` : undefined}
        />
        <Stat label="Trained to their end" value={formatCount(count(trials, 'finished'))} />
        <Stat label="Ended early" value={formatCount(count(trials, 'pruned'))} />
      </StatRow>
      {best && (
        <Card
          title={`Best so far: trial ${best.number + 1}`}
          description={
            best.state === 'finished'
              ? 'The least loss of all that were trained to their end.'
              : 'Of a short training only: none has been trained to its end yet.'
          }
        >
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3 lg:grid-cols-5">
            {settings.map((name) => (
              <div key={name} className="min-w-0">
                <dt className="text-xs text-muted">{settingName(name)}</dt>
                <dd className="figures font-medium">{settingText(best.settings[name] ?? '–')}</dd>
              </div>
            ))}
          </dl>
        </Card>
      )}
      <Card>
        <BestSoFar
          title="Trials in their order"
          description="Losses far above the others lie on the upper edge. A short training’s loss is not to be compared with a whole one’s."
          attempts={measured.map(({ number, loss, isWhole, state }) => ({
            ...{ number: number + 1, loss, isWhole, state: STATE_NAMES[state] },
          }))}
        />
      </Card>
      <Card>
        <ParallelCoordinates
          title="What was tried, and what came of it"
          description="A line for each trial. Settings whose good lines lie close together matter most."
          axes={ranges.map(({ name, range }): ParallelAxis => {
            if (range.kind === 'number') return { ...range, name: settingName(name) };
            return {
              kind: 'choice',
              name: settingName(name),
              values: range.values.map(settingText),
            };
          })}
          outcome={{ name: 'Validation log loss', format: (loss) => loss.toFixed(4) }}
          lines={measured.map((trial) => ({
            label: String(trial.number + 1),
            values: ranges.map(({ name, range }) => {
              const value = trial.settings[name] ?? '';
              return range.kind === 'choice' ? settingText(value) : value;
            }),
            outcome: trial.loss,
            look: lookOf(trial),
          }))}
        />
      </Card>
      <Card flush title="Trials">
        <TrialTable trials={trials} best={bestTrial} settings={settings} />
      </Card>
    </>
  );
}

function count(trials: readonly SearchTrial[], state: SearchTrial['state']): number {
  return trials.filter((trial) => trial.state === state).length;
}
