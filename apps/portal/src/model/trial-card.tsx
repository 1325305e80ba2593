'use client';

import {
  Card,
  Cell,
  formatCount,
  formatPercent,
  HeaderCell,
  Instant,
  Notice,
  StatusBadge,
  Table,
  type Tone,
} from '@placard/ui';
import { IntervalPlot } from '@placard/ui/charts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { ShadowReport } from './shadow-report.tsx';
import { Verdicts } from './verdicts.tsx';

type Trial = ApiOutputs['experiment']['list'][number];
type Canary = NonNullable<Trial['canary']>;

/** One trial of a version: what was tried, what was found, how it ended. */
export function TrialCard({ trial }: { trial: Trial }) {
  const who = trial.kind === 'canary' ? 'of viewers, by hash' : 'of decisions, after the answer';
  return (
    <Card
      title={trial.kind === 'canary' ? 'Canary' : 'Shadow'}
      description={
        <>
          {formatPercent(trial.share)} {who}, since <Instant at={trial.createdAt} timeZone="UTC" />
        </>
      }
      actions={<StatusBadge status={trial.status} label={trial.status.replace('-', ' ')} />}
    >
      <div className="flex flex-col gap-4">
        {trial.reason && (
          <Notice tone={trial.status === 'rolled-back' ? 'danger' : 'accent'}>
            {trial.reason}
          </Notice>
        )}
        {trial.canary && <CanaryReport report={trial.canary} />}
        {trial.shadow && <ShadowReport report={trial.shadow} />}
        {!trial.canary && !trial.shadow && (
          <p className="text-sm text-muted">
            Nothing is measured yet; it is looked at every ten seconds.
          </p>
        )}
      </div>
    </Card>
  );
}

const LOOK: Record<Canary['guardrails'][number]['verdict'], { tone: Tone; label: string }> = {
  holds: { tone: 'positive', label: 'Holds' },
  breached: { tone: 'danger', label: 'Breached' },
  'too-little': { tone: 'neutral', label: 'Too little yet' },
};

function CanaryReport({ report }: { report: Canary }) {
  const { ctrDifference: difference } = report;
  return (
    <>
      {difference && (
        <IntervalPlot
          title="CTR of the canary against the control"
          description="Difference in clicks an impression, clustered by viewer (delta method)."
          rows={[
            {
              label: '95 %, looked at once',
              estimate: difference.estimate,
              ...difference.interval,
            },
            {
              label: '95 %, at every look: decides a rollback',
              estimate: difference.estimate,
              ...difference.anytimeInterval,
            },
          ]}
        />
      )}
      <ArmsTable report={report} />
      <Verdicts
        rows={report.guardrails.map(({ guardrail, verdict, reason }) => ({
          name: guardrail === 'ctr' ? 'CTR' : guardrail,
          ...LOOK[verdict],
          reason,
        }))}
      />
    </>
  );
}

function ArmsTable({ report }: { report: Canary }) {
  const arms = [
    { name: 'Canary', arm: report.canary },
    { name: 'Control', arm: report.control },
  ];
  return (
    <Table label="The two arms">
      <thead>
        <tr>
          <HeaderCell>Arm</HeaderCell>
          {['Viewers', 'Decisions', 'Impressions', 'Clicks', 'CTR', 'Predicted', 'p95'].map(
            (label) => (
              <HeaderCell key={label} align="end">
                {label}
              </HeaderCell>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {arms.map(({ name, arm }) => (
          <tr key={name}>
            <Cell className="font-medium">{name}</Cell>
            <Cell align="end">{formatCount(arm.viewers)}</Cell>
            <Cell align="end">{formatCount(arm.decisions)}</Cell>
            <Cell align="end">{formatCount(arm.impressions)}</Cell>
            <Cell align="end">{formatCount(arm.clicks)}</Cell>
            <Cell align="end">
              {arm.impressions > 0 ? formatPercent(arm.clicks / arm.impressions) : '–'}
            </Cell>
            <Cell align="end">{arm.predictedClicks.toFixed(1)}</Cell>
            <Cell align="end">
              {arm.latencyP95Us === null ? '–' : `${(arm.latencyP95Us / 1000).toFixed(1)} ms`}
            </Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
