'use client';

import { Card } from '@placard/ui';
import { TimeSeriesChart } from '@placard/ui/charts';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../trpc/client.ts';
import type { ApiOutputs } from '../trpc/outputs.ts';
import { featureName } from './names/feature-names.ts';

type Day = ApiOutputs['model']['drift'][number];

const SHOWN = 5;
const fixed = (value: number) => value.toFixed(3);

/** A champion's days: the features that moved most, and how well it still predicts. */
export function DriftCard({ modelVersionId }: { modelVersionId: `mdl_${string}` }) {
  const trpc = useTRPC();
  const { data: days = [] } = useQuery(trpc.model.drift.queryOptions({ modelVersionId }));
  if (days.length === 0) return null;
  return (
    <div className="grid gap-6 xl:grid-cols-2">
      <Card>
        <TimeSeriesChart<Day>
          title="Drift"
          description="Population stability index against the data it learnt from; above .2 has shifted."
          points={days}
          x={dayName}
          format={fixed}
          axisFormat={(value) => value.toFixed(2)}
          series={[
            {
              key: 'score',
              label: 'Score',
              value: ({ scorePsi }) => scorePsi,
              dashed: true,
            },
            ...mostMoved(days).map((name) => ({
              key: name,
              label: featureName(name),
              value: ({ featurePsi }: Day) => featurePsi[name] ?? null,
            })),
          ]}
        />
      </Card>
      <Card>
        <TimeSeriesChart<Day>
          title="Decay"
          description="On the decisions that it ranked: normalised entropy, and predicted over observed clicks."
          points={days.some(isMeasured) ? days : []}
          emptyText="Measured a day at a time, once enough of its decisions have been clicked."
          x={dayName}
          format={fixed}
          axisFormat={(value) => value.toFixed(2)}
          series={[
            {
              key: 'entropy',
              label: 'Normalised entropy',
              value: ({ normalisedEntropy }) => normalisedEntropy,
            },
            {
              key: 'calibration',
              label: 'Calibration ratio',
              value: ({ calibrationRatio }) => calibrationRatio,
            },
          ]}
        />
      </Card>
    </div>
  );
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function dayName({ day }: Day): string {
  return DAY.format(new Date(day));
}

function isMeasured({ normalisedEntropy, calibrationRatio }: Day): boolean {
  return normalisedEntropy !== null || calibrationRatio !== null;
}

function mostMoved(days: readonly Day[]): string[] {
  const most = new Map<string, number>();
  for (const { featurePsi } of days) {
    for (const [name, psi] of Object.entries(featurePsi)) {
      most.set(name, Math.max(psi, most.get(name) ?? 0));
    }
  }
  return [...most]
    .sort(([, a], [, b]) => b - a)
    .slice(0, SHOWN)
    .map(([name]) => name);
}
