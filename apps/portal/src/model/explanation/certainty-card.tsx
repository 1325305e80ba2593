import type { ModelCard } from '@placard/contracts';
import { Card, EmptyState, Facts } from '@placard/ui';
import { kindName } from '../names/kind-names.ts';
import { differenceWords, intervalRows } from './interval-words.ts';

/** How sure the figures are, and whether the baselines are beaten by more than chance. */
export function CertaintyCard({ card }: { card: ModelCard }) {
  const { intervals, baselineDifferences = {} } = card;
  return (
    <Card title="How sure the figures are" description="95 % intervals, from resampled viewers.">
      {intervals ? (
        <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
          <Facts
            items={intervalRows(intervals).map(({ label, text }) => ({ label, value: text }))}
          />
          <dl className="flex flex-col gap-3 text-sm">
            {differenceWords(baselineDifferences).map(({ baseline, sentences }) => (
              <div key={baseline}>
                <dt className="font-medium">Against {kindName(baseline)}</dt>
                {sentences.map((sentence) => (
                  <dd key={sentence} className="text-muted">
                    {sentence}
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </div>
      ) : (
        <EmptyState
          title="No intervals"
          description="This version was trained before figures had intervals."
        />
      )}
    </Card>
  );
}
