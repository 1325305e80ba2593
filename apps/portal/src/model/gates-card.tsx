import { Badge, Card, Cell, HeaderCell, Notice, Table, type Tone } from '@placard/ui';
import type { ApiOutputs } from '../trpc/outputs.ts';

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
      flush={gates !== null}
    >
      {gates === null ? (
        <Notice tone="warning">No gate has judged this version.</Notice>
      ) : (
        <Table label="Gates">
          <thead>
            <tr>
              <HeaderCell>Gate</HeaderCell>
              <HeaderCell>Verdict</HeaderCell>
              <HeaderCell>Because</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {gates.map(({ gate, verdict, reason }) => (
              <tr key={gate}>
                <Cell className="font-medium first-letter:uppercase">{gate}</Cell>
                <Cell>
                  <Badge tone={LOOK[verdict].tone}>{LOOK[verdict].label}</Badge>
                </Cell>
                <Cell className="min-w-64 py-2 whitespace-normal text-muted">{reason}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}

export function refusals(gates: Gates | null): string[] {
  if (gates === null) return ['no gate has judged it'];
  return gates.filter(({ verdict }) => verdict === 'refuse').map(({ gate }) => gate);
}
