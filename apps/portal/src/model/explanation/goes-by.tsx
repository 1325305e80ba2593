'use client';

import type { ModelCard } from '@placard/contracts';
import { Card, EmptyState, formatCount } from '@placard/ui';
import { BarChart } from '@placard/ui/charts';
import { Lightbulb } from 'lucide-react';
import { featureName } from '../names/feature-names.ts';
import { DependenceGrid } from './dependence-grid.tsx';
import { InterestMap } from './interest-map.tsx';

const MOST_BARS = 15;

/** What a model as a whole goes by: which features, in which direction, and where it has put their values. */
export function GoesBy({ explanation }: { explanation: ModelCard['explanation'] }) {
  if (!explanation) {
    return (
      <Card title="What it goes by">
        <EmptyState
          icon={Lightbulb}
          title="Not explained"
          description="This version was trained before models explained themselves. One trained now does."
        />
      </Card>
    );
  }
  const bars = explanation.importance.slice(0, MOST_BARS).map(({ feature, logLossRise }) => ({
    label: featureName(feature),
    values: [logLossRise],
  }));
  const more = explanation.importance.length - bars.length;
  return (
    <>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        <Card>
          <BarChart
            title="What it goes by"
            description={`Rise in log loss when a feature's values are dealt out anew, on ${formatCount(explanation.rows)} rows${more > 0 ? `; ${more} that matter less are left out` : ''}.`}
            bars={bars}
            series={['Rise in log loss']}
            categoryLabel="Feature"
            layout="rows"
            height={Math.max(120, bars.length * 26 + 30)}
            format={(value) => value.toFixed(5)}
            axisFormat={(value) => value.toFixed(3)}
          />
        </Card>
        <InterestMap maps={explanation.maps} />
      </div>
      <DependenceGrid dependence={explanation.dependence} />
    </>
  );
}
