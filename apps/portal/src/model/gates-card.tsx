import { Card, Notice, type Tone } from '@placard/ui';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { Verdicts } from './verdicts.tsx';

type Gates = NonNullable<ApiOutputs['model']['get']['gates']>;

const LOOK: Record<Gates[number]['verdict'], { tone: Tone; label: string }> = {
  pass: { tone: 'positive', label: 'Passes' },
  refuse: { tone: 'danger', label: 'Refuses' },
  'not-applicable': { tone: 'neutral', label: 'Not asked' },
};

/** What each gate said at the end of training, with its numbers. */
export function GatesCard({ gates }: { gates: Gates | null }) {
  return (
    <Card
      title="Gates"
      description="What must hold before it serves. An override needs a written reason."
    >
      {gates === null ? (
        <Notice tone="warning">No gate has judged this version.</Notice>
      ) : (
        <Verdicts
          rows={gates.map(({ gate, verdict, reason }) => ({
            name: gate,
            ...LOOK[verdict],
            reason,
          }))}
        />
      )}
    </Card>
  );
}

export function refusals(gates: Gates | null): string[] {
  if (gates === null) return ['no gate has judged it'];
  return gates.filter(({ verdict }) => verdict === 'refuse').map(({ gate }) => gate);
}
