'use client';

import type { ModelExplanation } from '@placard/contracts';
import { Card, formatPercent } from '@placard/ui';
import { BarChart, OverlaidCurves } from '@placard/ui/charts';
import { featureName } from '../names/feature-names.ts';
import { useThingNames } from '../names/use-thing-names.ts';

type Dependence = ModelExplanation['dependence'][number];

/** Beyond so many values bars are too thin to read; the most telling are kept. */
const MOST_VALUES = 12;

/** Small multiples: the mean pCTR at each value of a feature, everything else as it was. */
export function DependenceGrid({ dependence }: { dependence: ModelExplanation['dependence'] }) {
  const nameOf = useThingNames(
    dependence.flatMap(({ points }) => points.map(({ value }) => value)),
  );
  if (dependence.length === 0) return null;
  return (
    <Card
      title="Partial dependence"
      description="The mean pCTR if every row had this value and all else as it was."
    >
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3">
        {dependence.map((each) => (
          <DependenceChart key={each.feature} dependence={each} nameOf={nameOf} />
        ))}
      </div>
    </Card>
  );
}

function DependenceChart({
  dependence: { feature, kind, points },
  nameOf,
}: {
  dependence: Dependence;
  nameOf: (value: string) => string;
}) {
  const rate = (value: number) => formatPercent(value);
  const known = points.filter(({ value }) => typeof value === 'number');
  if (kind === 'numeric' && known.length > 1) {
    const missing = points.find(({ value }) => value === null);
    return (
      <OverlaidCurves
        title={featureName(feature)}
        description={missing ? `Missing: ${rate(missing.pCtr)}` : undefined}
        curves={[
          {
            label: featureName(feature),
            points: known.map(({ value, pCtr }) => ({ x: Number(value), y: pCtr })),
          },
        ]}
        xLabel="Value"
        yLabel="Mean pCTR"
        formatX={(value) => String(Number(value.toPrecision(3)))}
        formatY={rate}
        axisFormatY={(value) => formatPercent(value, { decimals: 1 })}
        height={170}
      />
    );
  }
  const telling = points.toSorted((a, b) => b.pCtr - a.pCtr);
  const half = MOST_VALUES / 2;
  const shown =
    telling.length > MOST_VALUES ? [...telling.slice(0, half), ...telling.slice(-half)] : telling;
  return (
    <BarChart
      title={featureName(feature)}
      description={
        shown.length < points.length
          ? `The ${half} highest and the ${half} lowest of ${points.length} values.`
          : undefined
      }
      bars={shown.map(({ value, pCtr }) => ({
        label: value === null ? 'missing' : nameOf(String(value)),
        values: [pCtr],
      }))}
      series={['Mean pCTR']}
      categoryLabel="Value"
      layout="rows"
      height={Math.max(110, shown.length * 22 + 30)}
      format={rate}
      axisFormat={(value) => formatPercent(value, { decimals: 0 })}
    />
  );
}
