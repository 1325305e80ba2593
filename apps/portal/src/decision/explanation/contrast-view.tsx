'use client';

import type { DecisionExplanation } from '@placard/contracts';
import { formatPercent } from '@placard/ui';
import { BarChart } from '@placard/ui/charts';
import { featureName } from '../../model/names/feature-names.ts';
import { contrastOf } from './contrast.ts';

type Side = { readonly name: string; readonly result: DecisionExplanation };

const MOST = 12;
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;

/** Where two models part on one decision. */
export function ContrastView({ first, second }: { first: Side; second: Side }) {
  const { rows, baseDifference, logitDifference } = contrastOf(first.result, second.result);
  const shown = rows.slice(0, MOST);
  return (
    <BarChart
      title="Where the two models part"
      description={`${first.name} says ${formatPercent(first.result.pCtr)}, ${second.name} ${formatPercent(second.result.pCtr)}. Logits differ by ${signed(logitDifference)}, of which the bases ${signed(baseDifference)}; the rest is below, the largest first.`}
      bars={shown.map((row) => ({
        label: featureName(row.feature),
        values: [row.first, row.second],
      }))}
      series={[first.name, second.name === first.name ? `${second.name}, the other` : second.name]}
      categoryLabel="Feature"
      layout="rows"
      height={shown.length * 38 + 30}
      format={signed}
      axisFormat={(value) => value.toFixed(2)}
    />
  );
}
